import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { SavedViewsMenu } from '../../../features/saved-views/saved-views-menu.tsx';
import { WalletsPage } from '../../../features/wallets/wallets-page.tsx';
import { WalletsSearch } from '../../../features/wallets/wallets-search.ts';
import { useSearchChange, useSearchReplace } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/wallets/')({
  validateSearch: (search: Record<string, unknown>): WalletsSearch => WalletsSearch.parse(search),
  component: Wallets,
});

function Wallets() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<WalletsSearch>(navigate);
  const onSearchReplace = useSearchReplace<WalletsSearch>(navigate);
  return (
    <PermissionGate permission="wallet.read">
      <WalletsPage
        search={search}
        onSearchChange={onSearchChange}
        views={
          <SavedViewsMenu
            page="wallets"
            search={search}
            onOpen={(query) => onSearchReplace(WalletsSearch.parse(query))}
          />
        }
      />
    </PermissionGate>
  );
}
