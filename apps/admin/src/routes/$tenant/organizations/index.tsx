import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { OrganizationsPage } from '../../../features/organizations/organizations-page.tsx';
import { OrganizationsSearch } from '../../../features/organizations/organizations-search.ts';
import { SavedViewsMenu } from '../../../features/saved-views/saved-views-menu.tsx';
import { useSearchChange, useSearchReplace } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/organizations/')({
  validateSearch: (search: Record<string, unknown>): OrganizationsSearch =>
    OrganizationsSearch.parse(search),
  component: Organizations,
});

function Organizations() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<OrganizationsSearch>(navigate);
  const onSearchReplace = useSearchReplace<OrganizationsSearch>(navigate);
  return (
    <PermissionGate permission="organization.read">
      <OrganizationsPage
        search={search}
        onSearchChange={onSearchChange}
        views={
          <SavedViewsMenu
            page="organizations"
            search={search}
            onOpen={(query) => onSearchReplace(OrganizationsSearch.parse(query))}
          />
        }
      />
    </PermissionGate>
  );
}
