import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { SavedViewsMenu } from '../../../features/saved-views/saved-views-menu.tsx';
import { TransfersPage } from '../../../features/transfers/transfers-page.tsx';
import { TransfersSearch } from '../../../features/transfers/transfers-search.ts';
import { useSearchChange, useSearchReplace } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/transfers/')({
  validateSearch: (search: Record<string, unknown>): TransfersSearch =>
    TransfersSearch.parse(search),
  component: Transfers,
});

function Transfers() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<TransfersSearch>(navigate);
  const onSearchReplace = useSearchReplace<TransfersSearch>(navigate);
  return (
    <PermissionGate permission="transfer.read">
      <TransfersPage
        search={search}
        onSearchChange={onSearchChange}
        views={
          <SavedViewsMenu
            page="transfers"
            search={search}
            onOpen={(query) => onSearchReplace(TransfersSearch.parse(query))}
          />
        }
      />
    </PermissionGate>
  );
}
