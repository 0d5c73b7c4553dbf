import type { TransferDetail } from '@freehold/core-contracts/transfers';
import type { ReactNode } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { writeAmount } from '../../lib/money.ts';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import type { TransferAct } from './transfer-acts.ts';
import { useTransferActs } from './use-transfers.ts';

type Words = {
  title: (amount: string) => string;
  consequence: (transfer: TransferDetail, amount: string) => ReactNode;
  confirm: string;
  done: string;
  tone: 'danger' | 'primary';
};

export const transferActWords: Readonly<Record<TransferAct, Words>> = {
  approve: {
    title: (amount) => `Let ${amount} go?`,
    consequence: ({ from, to, businessAccountId }, amount) => (
      <p>
        <strong>{amount}</strong> leave the wallet of <strong>{from.name}</strong>{' '}
        {businessAccountId === null
          ? 'at once'
          : 'at once if its signatories have approved, else with the last of them,'}{' '}
        and go to <strong>{to.name}</strong> as soon as the ledger has confirmed.
      </p>
    ),
    confirm: 'Approve the transfer',
    done: 'The transfer is approved',
    tone: 'primary',
  },
  decline: {
    title: (amount) => `Decline the transfer of ${amount}?`,
    consequence: ({ from }, amount) => (
      <p>
        Nothing moves: the <strong>{amount}</strong> that were held are free for{' '}
        <strong>{from.name}</strong> again. They are told that it was declined, and may ask anew.
      </p>
    ),
    confirm: 'Decline the transfer',
    done: 'The transfer is declined',
    tone: 'danger',
  },
  reverse: {
    title: (amount) => `Take ${amount} back?`,
    consequence: ({ from, to }, amount) => (
      <p>
        A new transfer brings <strong>{amount}</strong> from <strong>{to.name}</strong> back to{' '}
        <strong>{from.name}</strong>, if it is still there; the fee stays where it is. Both sides
        keep every entry, this one and the one that takes it back.
      </p>
    ),
    confirm: 'Reverse the transfer',
    done: 'The reversal is on its way',
    tone: 'danger',
  },
};

export type TransferActDialogProps = {
  act: TransferAct;
  /** As the operator has read it. */
  transfer: TransferDetail;
  onClose: () => void;
  onLookAgain: () => void;
};

/** Asks before a transfer is decided on or reversed, and says what became of it. */
export function TransferActDialog(props: TransferActDialogProps) {
  const { act, transfer, onClose, onLookAgain } = props;
  const { decide, reverse } = useTransferActs();
  const run = act === 'reverse' ? reverse : decide;
  const tell = useActOutcome();
  const notice = useAuditNotice();
  const words = transferActWords[act];
  const amount = writeAmount(transfer.amount, transfer.currencyCode);
  const confirm = (reason: string) => {
    const input = { transferId: transfer.id, version: transfer.version, reason };
    if (act === 'reverse') {
      reverse.mutate(input, {
        onSuccess: (outcome) => {
          onClose();
          tell(outcome, words.done, transfer.id);
        },
      });
      return;
    }
    decide.mutate(
      { ...input, decision: act === 'approve' ? 'APPROVE' : 'REJECT' },
      {
        onSuccess: () => {
          onClose();
          notice(words.done, transfer.id);
        },
      },
    );
  };
  return (
    <ActDialog
      title={words.title(amount)}
      consequence={words.consequence(transfer, amount)}
      confirmLabel={words.confirm}
      tone={words.tone}
      isBusy={run.isPending}
      error={run.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={confirm}
    />
  );
}
