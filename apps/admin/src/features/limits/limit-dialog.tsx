import { LimitField, type LimitView } from '@freehold/core-contracts/limits';
import { AmountField } from '@freehold/ui/amount-field';
import { Dialog } from '@freehold/ui/dialog';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { Problem } from '../../components/problem.tsx';
import { limitFieldLabels } from '../../lib/money-labels.ts';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { describeSubject } from './limit-columns.tsx';
import { countFields, readDraft, toDraft, type LimitDraft } from './limit-draft.ts';
import { everybody, SubjectField, type Subject } from './subject-field.tsx';
import { useCurrencyCode, useLimitActs, useLimitsOfScope } from './use-limits.ts';

export type LimitDialogProps = {
  /** Whom it is for, where that was chosen already. */
  subject: Subject | undefined;
  onClose: () => void;
};

/** Sets all that a scope says; what it says already is shown first. */
export function LimitDialog({ subject: given, onClose }: LimitDialogProps) {
  const [subject, setSubject] = useState(given ?? everybody);
  const known = useLimitsOfScope(subject.scope);
  if (!known.data) {
    return (
      <Dialog open title="Set a limit" onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
        {known.error ? <Problem error={known.error} /> : <SkeletonLines count={6} />}
      </Dialog>
    );
  }
  const current = known.data.items.find(({ scopeKey }) => scopeKey === subject.scopeKey);
  return (
    <LimitForm
      key={`${subject.scope}:${subject.scopeKey}`}
      subject={subject}
      current={current}
      onSubjectChange={setSubject}
      onLookAgain={() => void known.refetch()}
      onClose={onClose}
    />
  );
}

type LimitFormProps = {
  subject: Subject;
  current: LimitView | undefined;
  onSubjectChange: (subject: Subject) => void;
  onLookAgain: () => void;
  onClose: () => void;
};

function LimitForm(props: LimitFormProps) {
  const { subject, onSubjectChange, onLookAgain, onClose } = props;
  const { set } = useLimitActs();
  const tell = useActOutcome();
  const currencyCode = useCurrencyCode();
  // As it was when the form was opened: another operator's change is refused, not overwritten.
  const [current] = useState(props.current);
  const [draft, setDraft] = useState<LimitDraft>(() => toDraft(current));
  const [isTouched, setIsTouched] = useState(false);
  const reading = readDraft(draft);
  const problems = reading.isGood ? {} : reading.problems;
  const isSubjectMissing =
    (subject.scope === 'USER' || subject.scope === 'ORGANIZATION') && subject.scopeKey === '';
  const name = describeSubject(subject.scope, subject.scopeKey, subject.name || null);
  const confirm = (reason: string) => {
    setIsTouched(true);
    if (!reading.isGood || isSubjectMissing) return;
    set.mutate(
      {
        scope: subject.scope,
        scopeKey: subject.scopeKey,
        version: current?.version ?? null,
        reason,
        ...reading.values,
      },
      {
        onSuccess: (outcome) => {
          onClose();
          tell(outcome, `The limits for ${name} are set`, current?.id ?? subject.scopeKey);
        },
      },
    );
  };
  return (
    <ActDialog
      title="Set a limit"
      consequence={
        <p>
          It holds from the next transfer on. An empty field says nothing and leaves it to the next
          wider limit; 0 allows none.
        </p>
      }
      confirmLabel="Set the limit"
      tone="primary"
      isBusy={set.isPending}
      error={set.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={confirm}
    >
      <SubjectField
        value={subject}
        onValueChange={onSubjectChange}
        error={isTouched && isSubjectMissing ? 'Choose one.' : undefined}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {LimitField.options.map((field) => (
          <AmountField
            key={field}
            label={limitFieldLabels[field]}
            value={draft[field]}
            currencyCode={countFields.has(field) ? undefined : currencyCode}
            error={problems[field]}
            onValueChange={(text) => setDraft({ ...draft, [field]: text })}
          />
        ))}
      </div>
    </ActDialog>
  );
}
