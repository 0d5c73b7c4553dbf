import { createFileRoute, Outlet } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { LedgerFrame } from '../../../features/ledger/ledger-frame.tsx';
import { useOverview } from '../../../features/overview/use-overview.ts';

export const Route = createFileRoute('/$tenant/ledger')({ component: Ledger });

function Ledger() {
  const { data } = useOverview();
  return (
    <PermissionGate permission="ledger.read">
      <LedgerFrame
        troubles={{
          commandsFailed: data?.commandsFailed ?? 0,
          deadLettersOpen: data?.deadLettersOpen ?? 0,
        }}
      >
        <Outlet />
      </LedgerFrame>
    </PermissionGate>
  );
}
