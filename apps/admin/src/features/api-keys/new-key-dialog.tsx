import type { ApiKeyCreated } from '@freehold/core-contracts/api-keys';
import { Time } from '@freehold/ui/time';
import { SecretDialog } from '../../components/secret-dialog.tsx';

export type NewKeyDialogProps = {
  created: ApiKeyCreated;
  /** Until when the key before it works; null where there was none. */
  oldKeyEndsAt: Date | null;
  onClose: () => void;
};

/** The text of a key that was just made. */
export function NewKeyDialog({ created, oldKeyEndsAt, onClose }: NewKeyDialogProps) {
  const { apiKey, secret } = created;
  return (
    <SecretDialog
      title={oldKeyEndsAt ? `The new key for ${apiKey.name}` : `The key ${apiKey.name} is made`}
      description={`For ${apiKey.organizationName}.`}
      noun="key"
      warning="Only a fingerprint of it is stored. Put it where the machine reads its secrets now; nobody can show it again."
      secret={secret}
      onClose={onClose}
    >
      <p className="text-sm text-muted">
        Requests to <code className="font-mono text-xs text-ink">/v1</code> carry it as{' '}
        <code className="font-mono text-xs text-ink">Authorization: Bearer …</code>
      </p>
      {oldKeyEndsAt && <OldKey endsAt={oldKeyEndsAt} />}
    </SecretDialog>
  );
}

function OldKey({ endsAt }: { endsAt: Date }) {
  const isOver = endsAt <= new Date();
  return (
    <p className="text-sm text-muted">
      {isOver ? (
        'The old key no longer works.'
      ) : (
        <>
          The old key works until <Time value={endsAt} />. Change every machine that uses it before
          then.
        </>
      )}
    </p>
  );
}
