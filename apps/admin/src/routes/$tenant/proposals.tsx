import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { ProposalsPage } from '../../features/proposals/proposals-page.tsx';
import { ProposalsSearch } from '../../features/proposals/proposals-search.ts';
import { useSearchChange } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/proposals')({
  validateSearch: (search: Record<string, unknown>): ProposalsSearch =>
    ProposalsSearch.parse(search),
  component: Proposals,
});

function Proposals() {
  const onSearchChange = useSearchChange<ProposalsSearch>(Route.useNavigate());
  return (
    <PermissionGate permission="proposal.read">
      <ProposalsPage search={Route.useSearch()} onSearchChange={onSearchChange} />
    </PermissionGate>
  );
}
