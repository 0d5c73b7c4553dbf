import { Moment } from '../../components/moment.tsx';
import { useTexts } from '../../lib/texts.ts';

/** When a factor was last used, after a middle dot. */
export function LastUsed({ at }: { at: Date | null }) {
  const { t } = useTexts();
  return (
    <>
      {' · '}
      {at ? (
        <>
          {t('general.lastUsed')} <Moment value={at} look="relative" />
        </>
      ) : (
        t('general.neverUsed')
      )}
    </>
  );
}
