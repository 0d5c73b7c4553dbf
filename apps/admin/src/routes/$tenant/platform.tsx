import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { PlatformPage } from '../../features/platform/platform-page.tsx';

export const Route = createFileRoute('/$tenant/platform')({ component: Platform });

function Platform() {
  return (
    <PermissionGate permission="platform.read">
      <PlatformPage />
    </PermissionGate>
  );
}
