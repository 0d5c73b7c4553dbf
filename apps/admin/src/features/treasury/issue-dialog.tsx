import type { TreasuryOverview } from '@freehold/core-contracts/treasury';
import { readAmount } from '@freehold/ui/amount-field';
import { Field } from '@freehold/ui/field';
import { sumAmounts } from '@freehold/ui/formats';
import { Input } from '@freehold/ui/input';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { writeAmount } from '../../lib/money.ts';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { IssueReceivers } from './issue-receivers.tsx';
import type { Receiver } from './receiver-row.tsx';
import { useTreasuryActs } from './use-treasury.ts';

export type IssueDialogProps = { treasury: TreasuryOverview; onClose: () => void };

/** Sum of the amounts that can be read, for the sentence that is agreed to. */
function sumOf(receivers: readonly Receiver[]): string {
  return sumAmounts(
    receivers.flatMap(({ text }) => {
      const reading = readAmount(text);
      return reading.isGood ? [reading.value] : [];
    }),
  );
}

/** Proposes an issue: who gets how much of new money. A second person has to agree. */
export function IssueDialog({ treasury, onClose }: IssueDialogProps) {
  const { issue } = useTreasuryActs();
  const tell = useActOutcome();
  // One id for as long as the dialog is open: pressed twice, or sent again, it is one issue.
  const [transferId] = useState(() => crypto.randomUUID());
  const [receivers, setReceivers] = useState<readonly Receiver[]>([]);
  const [reference, setReference] = useState('');
  const [isTouched, setIsTouched] = useState(false);
  const { currencyCode } = treasury;
  const confirm = (reason: string) => {
    setIsTouched(true);
    const readings = receivers.map(({ walletId, text }) => ({ walletId, ...readAmount(text) }));
    const good = readings.flatMap((reading) =>
      reading.isGood ? [{ walletId: reading.walletId, amount: reading.value }] : [],
    );
    if (good.length === 0 || good.length < receivers.length) return;
    issue.mutate(
      { transferId, receivers: good, reference: reference.trim() || null, reason },
      {
        onSuccess: (outcome) => {
          onClose();
          tell(outcome, 'The money is issued', transferId);
        },
      },
    );
  };
  return (
    <ActDialog
      title="Issue money"
      consequence={
        <p>
          <strong>{writeAmount(sumOf(receivers), currencyCode)}</strong> of new money.{' '}
          {writeAmount(treasury.issued, currencyCode)} have been issued so far. Nothing happens
          until a second person has agreed.
        </p>
      }
      confirmLabel="Propose the issue"
      tone="primary"
      reasonHint="The second person reads it. Kept in the audit log with your name."
      isBusy={issue.isPending}
      error={issue.error}
      onClose={onClose}
      onConfirm={confirm}
    >
      <IssueReceivers
        receivers={receivers}
        treasury={treasury}
        isTouched={isTouched}
        onReceiversChange={setReceivers}
      />
      <Field isOptional label="Reference" hint="Receivers see it.">
        {(control) => (
          <Input
            {...control}
            maxLength={140}
            autoComplete="off"
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        )}
      </Field>
    </ActDialog>
  );
}
