import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { WaitingTransfersSearch } from '../../features/transfers/transfers-search.ts';
import { WaitingTransfersPage } from '../../features/transfers/waiting-transfers-page.tsx';
import { useSearchChange } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/waiting-transfers')({
  validateSearch: (search: Record<string, unknown>): WaitingTransfersSearch =>
    WaitingTransfersSearch.parse(search),
  component: WaitingTransfers,
});

function WaitingTransfers() {
  const onSearchChange = useSearchChange<WaitingTransfersSearch>(Route.useNavigate());
  return (
    <PermissionGate permission="transfer.decide">
      <WaitingTransfersPage search={Route.useSearch()} onSearchChange={onSearchChange} />
    </PermissionGate>
  );
}
