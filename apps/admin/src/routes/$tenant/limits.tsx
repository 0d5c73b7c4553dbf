import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { LimitsPage } from '../../features/limits/limits-page.tsx';
import { LimitsSearch } from '../../features/limits/limits-search.ts';
import { useSearchChange } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/limits')({
  validateSearch: (search: Record<string, unknown>): LimitsSearch => LimitsSearch.parse(search),
  component: Limits,
});

function Limits() {
  const onSearchChange = useSearchChange<LimitsSearch>(Route.useNavigate());
  return (
    <PermissionGate permission="transfer.read">
      <LimitsPage search={Route.useSearch()} onSearchChange={onSearchChange} />
    </PermissionGate>
  );
}
