import type { TransferStatus } from '@freehold/core-contracts/enums';
import { StatusBadge, type BadgeTone } from '@freehold/ui/badge';
import { useTexts } from '../lib/texts.ts';

const tones: Readonly<Record<TransferStatus, BadgeTone>> = {
  PENDING: 'info',
  AWAITING_APPROVAL: 'warning',
  CONFIRMED: 'success',
  REJECTED: 'danger',
  FAILED: 'danger',
  REVERSED: 'neutral',
};

/** Where a transfer stands. */
export function TransferBadge({ status }: { status: TransferStatus }) {
  const { t } = useTexts();
  return (
    <StatusBadge tone={tones[status]} isLive={status === 'PENDING'}>
      {t(`transfer.status.${status}`)}
    </StatusBadge>
  );
}
