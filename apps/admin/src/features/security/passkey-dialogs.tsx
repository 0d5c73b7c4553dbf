import type { OwnPasskey } from '@freehold/core-contracts/security';
import { toast } from '@freehold/ui/toast';
import { PasskeyNameDialog } from './passkey-name-dialog.tsx';
import { useManageFactors } from './use-security.ts';

export type AddPasskeyDialogProps = {
  onClose: () => void;
  onRecoveryCodes: (codes: string[]) => void;
};

/** A new passkey: its name, then the browser's own question. */
export function AddPasskeyDialog({ onClose, onRecoveryCodes }: AddPasskeyDialogProps) {
  const { addPasskey } = useManageFactors();
  return (
    <PasskeyNameDialog
      title="Add a passkey"
      description="Name it after the device or key that holds it; then your browser asks for it."
      submitLabel="Continue"
      isBusy={addPasskey.isPending}
      error={addPasskey.error}
      onClose={onClose}
      onSubmit={(name) =>
        addPasskey.mutate(name, {
          onSuccess: ({ recoveryCodes }) => {
            onClose();
            toast.success('The passkey is yours');
            if (recoveryCodes) onRecoveryCodes(recoveryCodes);
          },
        })
      }
    />
  );
}

export type RenamePasskeyDialogProps = { passkey: OwnPasskey; onClose: () => void };

/** Another name for a passkey. */
export function RenamePasskeyDialog({ passkey, onClose }: RenamePasskeyDialogProps) {
  const { renamePasskey } = useManageFactors();
  return (
    <PasskeyNameDialog
      title="Rename the passkey"
      name={passkey.name}
      submitLabel="Rename"
      isBusy={renamePasskey.isPending}
      error={renamePasskey.error}
      onClose={onClose}
      onSubmit={(name) =>
        renamePasskey.mutate({ passkeyId: passkey.id, name }, { onSuccess: onClose })
      }
    />
  );
}
