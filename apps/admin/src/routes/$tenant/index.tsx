import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { OverviewPage } from '../../features/overview/overview-page.tsx';

export const Route = createFileRoute('/$tenant/')({ component: Overview });

function Overview() {
  return (
    <PermissionGate permission="overview.read">
      <OverviewPage />
    </PermissionGate>
  );
}
