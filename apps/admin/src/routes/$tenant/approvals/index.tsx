import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { ApprovalsPage } from '../../../features/approvals/approvals-page.tsx';
import { ApprovalsSearch } from '../../../features/approvals/approvals-search.ts';
import { useSearchChange } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/approvals/')({
  validateSearch: (search: Record<string, unknown>): ApprovalsSearch =>
    ApprovalsSearch.parse(search),
  component: Approvals,
});

function Approvals() {
  const onSearchChange = useSearchChange<ApprovalsSearch>(Route.useNavigate());
  return (
    <PermissionGate permission="approval.read">
      <ApprovalsPage search={Route.useSearch()} onSearchChange={onSearchChange} />
    </PermissionGate>
  );
}
