import { Dialog } from '@freehold/ui/dialog';
import { RecoveryCodes } from '../../components/recovery-codes.tsx';

export type RecoveryCodesDialogProps = {
  codes: readonly string[];
  account: string;
  onDone: () => void;
};

/** New codes, which close only when they are kept. */
export function RecoveryCodesDialog({ codes, account, onDone }: RecoveryCodesDialogProps) {
  return (
    <Dialog
      open
      isLocked
      onOpenChange={() => undefined}
      title="Your recovery codes"
      description="They replace all that you had before."
    >
      <RecoveryCodes codes={codes} account={account} doneLabel="Done" onDone={onDone} />
    </Dialog>
  );
}
