import type { ApiKeyView } from '@freehold/core-contracts/api-keys';
import { Time } from '@freehold/ui/time';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { useManageKeys } from './use-keys.ts';

export type RevokeKeyDialogProps = {
  apiKey: ApiKeyView;
  onClose: () => void;
  onLookAgain: () => void;
};

/** Asks before a key is stopped for good. */
export function RevokeKeyDialog({ apiKey, onClose, onLookAgain }: RevokeKeyDialogProps) {
  const { revoke } = useManageKeys();
  const notice = useAuditNotice();
  return (
    <ActDialog
      title={`Revoke the key ${apiKey.name}?`}
      consequence={
        <>
          <p>
            Every request with <strong className="font-mono text-xs">{apiKey.prefix}_…</strong> is
            refused from now on, on every server. It cannot be undone; to exchange it without a gap,
            rotate it instead.
          </p>
          {apiKey.lastUsedAt && (
            <p>
              It was last used <Time value={apiKey.lastUsedAt} format="relative" />.
            </p>
          )}
        </>
      }
      confirmLabel="Revoke the key"
      isBusy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={(reason) =>
        revoke.mutate(
          { apiKeyId: apiKey.id, version: apiKey.version, reason },
          {
            onSuccess: () => {
              onClose();
              notice(`The key ${apiKey.name} is revoked`, apiKey.id);
            },
          },
        )
      }
    />
  );
}
