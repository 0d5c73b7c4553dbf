import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { UsersPage } from '../../../features/users/users-page.tsx';
import { UsersSearch } from '../../../features/users/users-search.ts';
import { useSearchChange } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/users/')({
  validateSearch: (search: Record<string, unknown>): UsersSearch => UsersSearch.parse(search),
  component: Users,
});

function Users() {
  const onSearchChange = useSearchChange<UsersSearch>(Route.useNavigate());
  return (
    <PermissionGate permission="user.read">
      <UsersPage search={Route.useSearch()} onSearchChange={onSearchChange} />
    </PermissionGate>
  );
}
