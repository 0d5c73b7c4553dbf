import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { UsersPage } from '../../../features/users/users-page.tsx';
import { UsersSearch } from '../../../features/users/users-search.ts';
import { SavedViewsMenu } from '../../../features/saved-views/saved-views-menu.tsx';
import { useSearchChange, useSearchReplace } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/users/')({
  validateSearch: (search: Record<string, unknown>): UsersSearch => UsersSearch.parse(search),
  component: Users,
});

function Users() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<UsersSearch>(navigate);
  const onSearchReplace = useSearchReplace<UsersSearch>(navigate);
  return (
    <PermissionGate permission="user.read">
      <UsersPage
        search={search}
        onSearchChange={onSearchChange}
        views={
          <SavedViewsMenu
            page="users"
            search={search}
            onOpen={(query) => onSearchReplace(UsersSearch.parse(query))}
          />
        }
      />
    </PermissionGate>
  );
}
