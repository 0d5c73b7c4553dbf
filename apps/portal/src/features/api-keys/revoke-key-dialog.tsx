import type { ApiKeyView } from '@freehold/core-contracts/api-keys';
import { Confirm } from '../../components/confirm.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { apiKeyActs, apiKeyKeys } from './use-api-keys.ts';

/** A key ends at once, and with it whatever still uses it. */
export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id: apiKeyId, version, name, organizationId } = apiKey;
  const revoke = useAct({
    send: apiKeyActs(slug).revoke,
    renews: apiKeyKeys(slug, organizationId),
    notice: 'apiKey.revoked',
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('apiKey.revokeTitle', { name })}
      consequence={t('apiKey.revokeText')}
      confirmLabel={t('apiKey.revoke')}
      isReasonAsked
      onConfirm={(reason) => revoke.run({ apiKeyId, version, reason })}
      isBusy={revoke.isBusy}
      error={revoke.error}
    />
  );
}
