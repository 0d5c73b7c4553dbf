import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { UserPage } from '../../../features/users/user-page.tsx';
import { UserPageSearch } from '../../../features/users/users-search.ts';

export const Route = createFileRoute('/$tenant/users/$userId')({
  validateSearch: (search: Record<string, unknown>): UserPageSearch => UserPageSearch.parse(search),
  component: User,
});

function User() {
  const { userId } = Route.useParams();
  const { tab } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <PermissionGate permission="user.read">
      <UserPage
        key={userId}
        userId={userId}
        tab={tab ?? 'facts'}
        onTabChange={(next) =>
          void navigate({
            search: next === 'facts' ? {} : { tab: next },
            replace: true,
            resetScroll: false,
          })
        }
      />
    </PermissionGate>
  );
}
