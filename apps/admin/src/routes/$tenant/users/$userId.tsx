import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { UserPage } from '../../../features/users/user-page.tsx';

export const Route = createFileRoute('/$tenant/users/$userId')({ component: User });

function User() {
  const { userId } = Route.useParams();
  return (
    <PermissionGate permission="user.read">
      <UserPage key={userId} userId={userId} />
    </PermissionGate>
  );
}
