import { ManualCommandType, type CommandTypeView } from '@freehold/core-contracts/ledger-commands';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { humanize } from '@freehold/ui/formats';
import { Select } from '@freehold/ui/select';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { useMemo, useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { Problem } from '../../components/problem.tsx';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { readSchemaDraft, toEmptyDraft } from './schema-form/schema-draft.ts';
import { SchemaFieldControl } from './schema-form/schema-field-control.tsx';
import { toSchemaField } from './schema-form/schema-fields.ts';
import { useCommandTypes, useManageLedger } from './use-ledger.ts';

/** Ids that a command gives to something new: made by the form. */
const newIdsOf: Partial<Record<ManualCommandType, ReadonlySet<string>>> = {
  SUBMIT_PROPOSAL: new Set(['proposalId']),
};
const none: ReadonlySet<string> = new Set();

/** Gives the ledger a command that no other screen starts, through a form made from its schema. */
export function SubmitCommandDialog({ onClose }: { onClose: () => void }) {
  const types = useCommandTypes();
  const [type, setType] = useState<ManualCommandType>('UPDATE_SYSTEM_PARAMETER');
  const view = types.data?.find(({ commandType }) => commandType === type);
  if (!view) {
    return (
      <Dialog
        open
        title="Give the ledger a command"
        onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      >
        {types.error ? (
          <Problem error={types.error} onRetry={() => void types.refetch()} />
        ) : (
          <SkeletonLines count={6} />
        )}
      </Dialog>
    );
  }
  return (
    <CommandForm key={type} type={type} view={view} onTypeChange={setType} onClose={onClose} />
  );
}

type CommandFormProps = {
  type: ManualCommandType;
  view: CommandTypeView;
  onTypeChange: (type: ManualCommandType) => void;
  onClose: () => void;
};

function CommandForm({ type, view, onTypeChange, onClose }: CommandFormProps) {
  const { submitCommand } = useManageLedger();
  const tell = useActOutcome();
  const field = useMemo(
    () => toSchemaField('payload', view.payloadSchema, true),
    [view.payloadSchema],
  );
  // One id for as long as the form is open: pressed twice, or sent again, it is one command.
  const [requestId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState(() => toEmptyDraft(field, newIdsOf[type] ?? none));
  const [isTouched, setIsTouched] = useState(false);
  const reading = readSchemaDraft(field, draft);
  const confirm = (reason: string) => {
    setIsTouched(true);
    if (Object.keys(reading.problems).length > 0) return;
    submitCommand.mutate(
      {
        requestId,
        commandType: type,
        payload: (reading.value ?? {}) as Record<string, unknown>,
        reason,
      },
      {
        onSuccess: (outcome) => {
          onClose();
          tell(outcome, `${humanize(type)}: waits to be submitted`, requestId);
        },
      },
    );
  };
  return (
    <ActDialog
      title="Give the ledger a command"
      consequence={
        <p>
          It goes to the contract <strong>{view.contract}</strong>, and stays in the ledger for
          ever. A contract may still refuse it; the list of commands says so then.
        </p>
      }
      confirmLabel="Give the command"
      tone={type === 'PAUSE_SYSTEM' ? 'danger' : 'primary'}
      isBusy={submitCommand.isPending}
      error={submitCommand.error}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Field label="Command">
        {(control) => (
          <Select
            {...control}
            value={type}
            onValueChange={(next) => onTypeChange(ManualCommandType.parse(next))}
            options={ManualCommandType.options.map((value) => ({ value, label: humanize(value) }))}
          />
        )}
      </Field>
      <SchemaFieldControl
        field={field}
        draft={draft}
        path=""
        problems={isTouched ? reading.problems : {}}
        onDraftChange={setDraft}
      />
    </ActDialog>
  );
}
