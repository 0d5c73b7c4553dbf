import { createFileRoute, Outlet } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';

export const Route = createFileRoute('/$tenant/treasury')({ component: Treasury });

function Treasury() {
  return (
    <PermissionGate permission="treasury.read">
      <Outlet />
    </PermissionGate>
  );
}
