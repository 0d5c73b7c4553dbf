import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { SettingsPage } from '../../features/settings/settings-page.tsx';

export const Route = createFileRoute('/$tenant/settings')({
  component: () => (
    <PermissionGate permission="tenant.read">
      <SettingsPage />
    </PermissionGate>
  ),
});
