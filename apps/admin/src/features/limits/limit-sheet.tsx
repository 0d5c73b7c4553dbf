import { LimitField, type LimitView } from '@freehold/core-contracts/limits';
import { Button } from '@freehold/ui/button';
import { formatCount } from '@freehold/ui/formats';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { Time } from '@freehold/ui/time';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { limitFieldLabels, limitScopeLabels } from '../../lib/money-labels.ts';
import { writeAmount } from '../../lib/money.ts';
import { useCan } from '../../lib/session.tsx';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { describeSubject } from './limit-columns.tsx';
import { LimitDialog } from './limit-dialog.tsx';
import { useCurrencyCode, useLimitActs } from './use-limits.ts';

/** What one scope says, and what may be done about it. */
export function LimitSheet({ limit, onClose }: { limit: LimitView; onClose: () => void }) {
  const canManage = useCan('limit.manage');
  const currencyCode = useCurrencyCode();
  const [act, setAct] = useState<'change' | 'remove' | null>(null);
  const name = describeSubject(limit.scope, limit.scopeKey, limit.subjectName);
  return (
    <Sheet
      open
      width="md"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={name}
      description={limitScopeLabels[limit.scope]}
      footer={
        canManage ? (
          <>
            <Button variant="danger-outline" icon={<Trash2 />} onClick={() => setAct('remove')}>
              Remove
            </Button>
            <Button variant="primary" icon={<Pencil />} onClick={() => setAct('change')}>
              Change
            </Button>
          </>
        ) : undefined
      }
    >
      <KeyValueList
        columns={2}
        items={[
          ...LimitField.options.map((field) => {
            const value = limit[field];
            const text =
              typeof value === 'number'
                ? formatCount(value)
                : value && writeAmount(value, currencyCode);
            return { label: limitFieldLabels[field], value: text };
          }),
          { label: 'Set', value: <Time value={limit.createdAt} /> },
          { label: 'Changed', value: <Time value={limit.updatedAt} /> },
        ]}
      />
      {act === 'remove' && (
        <RemoveDialog limit={limit} name={name} onClose={() => setAct(null)} onDone={onClose} />
      )}
      {act === 'change' && (
        <LimitDialog
          subject={{ scope: limit.scope, scopeKey: limit.scopeKey, name: limit.subjectName ?? '' }}
          onClose={() => setAct(null)}
        />
      )}
    </Sheet>
  );
}

type RemoveDialogProps = {
  limit: LimitView;
  name: string;
  onClose: () => void;
  onDone: () => void;
};

function RemoveDialog({ limit, name, onClose, onDone }: RemoveDialogProps) {
  const { remove } = useLimitActs();
  const tell = useActOutcome();
  return (
    <ActDialog
      title={`Remove the limits for ${name}?`}
      consequence={<p>From the next transfer on, the next wider limits hold, if there are any.</p>}
      confirmLabel="Remove the limits"
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onLookAgain={() => undefined}
      onConfirm={(reason) =>
        remove.mutate(
          { limitId: limit.id, version: limit.version, reason },
          {
            onSuccess: (outcome) => {
              onClose();
              if (outcome.state === 'DONE') onDone();
              tell(outcome, `The limits for ${name} are removed`, limit.id);
            },
          },
        )
      }
    />
  );
}
