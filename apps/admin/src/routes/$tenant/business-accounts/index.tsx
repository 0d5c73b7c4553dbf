import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { BusinessAccountsPage } from '../../../features/business/business-accounts-page.tsx';
import { BusinessAccountsSearch } from '../../../features/business/business-search.ts';
import { SavedViewsMenu } from '../../../features/saved-views/saved-views-menu.tsx';
import { useSearchChange, useSearchReplace } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/business-accounts/')({
  validateSearch: (search: Record<string, unknown>): BusinessAccountsSearch =>
    BusinessAccountsSearch.parse(search),
  component: BusinessAccounts,
});

function BusinessAccounts() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<BusinessAccountsSearch>(navigate);
  const onSearchReplace = useSearchReplace<BusinessAccountsSearch>(navigate);
  return (
    <PermissionGate permission="wallet.read">
      <BusinessAccountsPage
        search={search}
        onSearchChange={onSearchChange}
        views={
          <SavedViewsMenu
            page="business-accounts"
            search={search}
            onOpen={(query) => onSearchReplace(BusinessAccountsSearch.parse(query))}
          />
        }
      />
    </PermissionGate>
  );
}
