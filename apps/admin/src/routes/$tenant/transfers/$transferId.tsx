import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { TransferPage } from '../../../features/transfers/transfer-page.tsx';

export const Route = createFileRoute('/$tenant/transfers/$transferId')({ component: Transfer });

function Transfer() {
  const { transferId } = Route.useParams();
  return (
    <PermissionGate permission="transfer.read">
      <TransferPage key={transferId} transferId={transferId} />
    </PermissionGate>
  );
}
