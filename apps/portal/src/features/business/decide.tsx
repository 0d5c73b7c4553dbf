import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { BusinessTransferView } from '@freehold/core-contracts/business';
import type { ApprovalVerdict } from '@freehold/core-contracts/enums';
import { Button } from '@freehold/ui/button';
import { Confirm } from '../../components/confirm.tsx';
import { formatAmount } from '../../lib/amount-text.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { receiverOf } from './transfer-row.tsx';
import { businessActs, moneyKeys } from './use-business.ts';

const words = {
  APPROVE: 'approve',
  REJECT: 'reject',
} as const;

function DecisionDialog({
  transfer,
  decision,
  onClose,
}: {
  transfer: BusinessTransferView;
  decision: ApprovalVerdict;
  onClose: () => void;
}) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const { id: transferId, amount, currencyCode, isReviewWaiting } = transfer;
  const word = words[decision];
  const isRejection = decision === 'REJECT';
  const decide = useAct({
    send: (reason: string) =>
      businessActs(slug).decide({
        transferId,
        decision,
        ...(reason === '' ? {} : { reason }),
      }),
    renews: moneyKeys(slug),
    notice: isRejection ? 'business.rejected' : 'business.approved',
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      tone={isRejection ? 'danger' : 'primary'}
      isReasonAsked={isRejection}
      title={t(`business.${word}Title`, { amount: formatAmount(amount, currencyCode, locale) })}
      consequence={t(
        isReviewWaiting && !isRejection ? 'business.approveReviewedText' : `business.${word}Text`,
        { name: receiverOf(transfer, t) },
      )}
      confirmLabel={t(`business.${word}`)}
      onConfirm={decide.run}
      isBusy={decide.isBusy}
      error={decide.error}
    />
  );
}

/** The person's own word on a transfer, as far as they have one. */
export function Decide({ transfer }: { transfer: BusinessTransferView }) {
  const { t } = useTexts();
  const [decision, setDecision] = useState<ApprovalVerdict | null>(null);
  const { canApprove, canReject } = transfer;
  return (
    <>
      {canApprove && (
        <Button
          variant="primary"
          size="lg"
          icon={<Check aria-hidden />}
          onClick={() => setDecision('APPROVE')}
        >
          {t('business.approve')}
        </Button>
      )}
      {canReject && (
        <Button size="lg" icon={<X aria-hidden />} onClick={() => setDecision('REJECT')}>
          {t('business.reject')}
        </Button>
      )}
      {decision && (
        <DecisionDialog transfer={transfer} decision={decision} onClose={() => setDecision(null)} />
      )}
    </>
  );
}
