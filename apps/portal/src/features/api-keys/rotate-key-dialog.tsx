import type { ApiKeyView } from '@freehold/core-contracts/api-keys';
import { OverlapDialog } from '../../components/overlap-dialog.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { apiKeyActs, apiKeyKeys } from './use-api-keys.ts';

const overlaps = [
  { hours: 0, text: 'apiKey.overlap.none' },
  { hours: 1, text: 'apiKey.overlap.hour' },
  { hours: 24, text: 'apiKey.overlap.day' },
  { hours: 168, text: 'apiKey.overlap.week' },
] as const;

/** A new secret for a key. */
export function RotateKeyDialog({
  apiKey,
  onRotated,
  onClose,
}: {
  apiKey: ApiKeyView;
  onRotated: (secret: string) => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id: apiKeyId, version, name, organizationId } = apiKey;
  return (
    <OverlapDialog
      title={t('apiKey.rotateTitle', { name })}
      lead={t('apiKey.rotateLead')}
      label={t('apiKey.overlap')}
      hint={t('apiKey.overlapHint')}
      submitLabel={t('apiKey.rotateSubmit')}
      overlaps={overlaps}
      rotate={(overlapHours) => apiKeyActs(slug).rotate({ apiKeyId, version, overlapHours })}
      renews={apiKeyKeys(slug, organizationId)}
      onRotated={onRotated}
      onClose={onClose}
    />
  );
}
