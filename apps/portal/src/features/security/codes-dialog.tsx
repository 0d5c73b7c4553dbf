import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { RecoveryCodeSheet } from '../../components/recovery-codes.tsx';
import { useTexts } from '../../lib/texts.ts';

/** Fresh recovery codes; stays until the person says that they are kept. */
export function CodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Dialog
      open
      isLocked
      width="md"
      onOpenChange={onClose}
      title={t('codes.freshTitle')}
      description={t('codes.freshLead')}
      closeLabel={t('general.close')}
      footer={
        <Button variant="primary" size="lg" onClick={onClose}>
          {t('codes.kept')}
        </Button>
      }
    >
      <RecoveryCodeSheet codes={codes} />
    </Dialog>
  );
}
