import type { ApiKeyCreated, ApiKeyView } from '@freehold/core-contracts/api-keys';
import { Field } from '@freehold/ui/field';
import { Select } from '@freehold/ui/select';
import { Time } from '@freehold/ui/time';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useManageKeys } from './use-keys.ts';

const overlaps = [
  { value: '0', label: 'Not at all: it leaked' },
  { value: '1', label: 'For 1 hour' },
  { value: '24', label: 'For 24 hours' },
  { value: '168', label: 'For 7 days' },
  { value: '720', label: 'For 30 days' },
] as const;

export type RotateKeyDialogProps = {
  apiKey: ApiKeyView;
  onRotated: (created: ApiKeyCreated, oldKeyEndsAt: Date) => void;
  onClose: () => void;
  onLookAgain: () => void;
};

/** Asks how long the old key works on beside the new one. */
export function RotateKeyDialog(props: RotateKeyDialogProps) {
  const { apiKey, onRotated, onClose, onLookAgain } = props;
  const { rotate } = useManageKeys();
  const [hours, setHours] = useState('24');
  const endOf = (from: Date) => {
    const end = new Date(from.getTime() + Number(hours) * 3_600_000);
    return apiKey.expiresAt && apiKey.expiresAt < end ? apiKey.expiresAt : end;
  };
  return (
    <ActDialog
      title={`Rotate the key ${apiKey.name}?`}
      consequence={
        <>
          <p>
            A new key with the same name and scopes is made and shown once. Put it into every
            machine that uses <strong className="font-mono text-xs">{apiKey.prefix}_…</strong>; both
            work until the old one ends.
          </p>
          <p>
            {apiKey.lastUsedAt ? (
              <>
                Last used <Time value={apiKey.lastUsedAt} format="relative" />
                {apiKey.lastUsedIp && (
                  <>
                    {' '}
                    from <span className="numeric">{apiKey.lastUsedIp}</span>
                  </>
                )}
                .
              </>
            ) : (
              'Nothing has used it yet.'
            )}
          </p>
        </>
      }
      confirmLabel={hours === '0' ? 'Rotate, and stop the old key' : 'Rotate the key'}
      tone={hours === '0' ? 'danger' : 'primary'}
      isBusy={rotate.isPending}
      error={rotate.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={(reason) =>
        rotate.mutate(
          { apiKeyId: apiKey.id, version: apiKey.version, overlapHours: Number(hours), reason },
          { onSuccess: (created) => onRotated(created, endOf(created.apiKey.createdAt)) },
        )
      }
    >
      <Field label="The old key works on">
        {(control) => (
          <Select {...control} value={hours} onValueChange={setHours} options={overlaps} />
        )}
      </Field>
    </ActDialog>
  );
}
