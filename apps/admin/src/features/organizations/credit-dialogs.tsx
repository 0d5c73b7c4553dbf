import { maxCreditAmount } from '@freehold/core-contracts/credits';
import { Field } from '@freehold/ui/field';
import { formatCount } from '@freehold/ui/formats';
import { Input } from '@freehold/ui/input';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { describeField } from '../../lib/field-problems.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import type { OrganizationDialogProps } from './plain-act-dialog.tsx';
import { useManageOrganizations } from './use-organization-acts.ts';

// One key for as long as the dialog is open: pressed twice, or sent again, it moves credits once.
function useRequestKey(): string {
  return useState(() => `console-${crypto.randomUUID()}`)[0];
}

function readAmount(text: string): number | null {
  const digits = text.replaceAll(/[\s,.’']/gu, '');
  const amount = /^\d{1,10}$/u.test(digits) ? Number(digits) : 0;
  return amount >= 1 && amount <= maxCreditAmount ? amount : null;
}

type AmountFieldProps = {
  value: string;
  onValueChange: (text: string) => void;
  error: string | undefined;
  hint: string;
};

function AmountField({ value, onValueChange, error, hint }: AmountFieldProps) {
  return (
    <Field label="Credits" isRequired error={error} hint={hint}>
      {(control) => (
        <Input
          {...control}
          autoFocus
          inputMode="numeric"
          autoComplete="off"
          className="numeric"
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
        />
      )}
    </Field>
  );
}

const badAmount = 'A whole number from 1 to 1,000,000,000.';

/** Gives credits. */
export function GrantDialog({ organization, onClose, onLookAgain }: OrganizationDialogProps) {
  const { grantCredits } = useManageOrganizations();
  const notice = useAuditNotice();
  const idempotencyKey = useRequestKey();
  const [text, setText] = useState('');
  const [isTouched, setIsTouched] = useState(false);
  const amount = readAmount(text);
  return (
    <ActDialog
      title={`Grant credits to ${organization.name}`}
      consequence={<p>They can be used at once. Its managers are told.</p>}
      confirmLabel={amount ? `Grant ${formatCount(amount)}` : 'Grant'}
      tone="primary"
      isBusy={grantCredits.isPending}
      error={grantCredits.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={(reason) => {
        setIsTouched(true);
        if (amount === null) return;
        grantCredits.mutate(
          { organizationId: organization.id, amount, reason, idempotencyKey },
          {
            onSuccess: () => {
              onClose();
              notice(`${formatCount(amount)} credits are granted`, organization.id);
            },
          },
        );
      }}
    >
      <AmountField
        value={text}
        onValueChange={setText}
        error={isTouched && amount === null ? badAmount : undefined}
        hint={`It has ${formatCount(organization.scanCredits)}.`}
      />
    </ActDialog>
  );
}

/** Moves credits to another organization. */
export function TransferDialog({ organization, onClose, onLookAgain }: OrganizationDialogProps) {
  const { transferCredits } = useManageOrganizations();
  const notice = useAuditNotice();
  const idempotencyKey = useRequestKey();
  const [text, setText] = useState('');
  const [toSlug, setToSlug] = useState('');
  const [isTouched, setIsTouched] = useState(false);
  const amount = readAmount(text);
  const slugProblem = describeField(transferCredits.error, 'toSlug');
  return (
    <ActDialog
      title={`Transfer credits of ${organization.name}`}
      consequence={<p>They leave at once. To bring them back the receiver has to return them.</p>}
      confirmLabel={amount ? `Transfer ${formatCount(amount)}` : 'Transfer'}
      isBusy={transferCredits.isPending}
      error={transferCredits.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={(reason) => {
        setIsTouched(true);
        if (amount === null || !toSlug.trim()) return;
        const to = toSlug.trim().toLowerCase();
        transferCredits.mutate(
          { organizationId: organization.id, toSlug: to, amount, reason, idempotencyKey },
          {
            onSuccess: () => {
              onClose();
              notice(`${formatCount(amount)} credits went to ${to}`, organization.id);
            },
          },
        );
      }}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <AmountField
          value={text}
          onValueChange={setText}
          error={isTouched && amount === null ? badAmount : undefined}
          hint={`It has ${formatCount(organization.scanCredits)}.`}
        />
        <Field
          label="To"
          isRequired
          hint="Short name of the receiver."
          error={isTouched && !toSlug.trim() ? 'Fill this in.' : slugProblem}
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              spellCheck={false}
              placeholder="harbour-logistics"
              value={toSlug}
              onChange={(event) => setToSlug(event.target.value)}
            />
          )}
        </Field>
      </div>
    </ActDialog>
  );
}
