import type { BeginTotpOutput } from '@freehold/core-contracts/security';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useState } from 'react';
import { AuthenticatorKey } from '../../components/authenticator-key.tsx';
import { FactorForm } from '../../components/factor-form.tsx';
import { useManageFactors } from './use-security.ts';

export type AddTotpDialogProps = {
  enrolment: BeginTotpOutput;
  onClose: () => void;
  onDone: (recoveryCodes: string[] | null) => void;
};

/** Another authenticator app: scan, then prove it with its first code. */
export function AddTotpDialog({ enrolment, onClose, onDone }: AddTotpDialogProps) {
  const { confirmTotp } = useManageFactors();
  const [name, setName] = useState('');
  const { authenticatorId } = enrolment;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title="Add an authenticator app"
      description="Scan this with the app, then enter the code it shows."
    >
      <FactorForm
        methods={['TOTP']}
        submitLabel="Add"
        cancelLabel="Cancel"
        isBusy={confirmTotp.isPending}
        error={confirmTotp.error}
        onCancel={onClose}
        onProve={({ text: code }) =>
          confirmTotp.mutate(
            { authenticatorId, code, ...(name.trim() ? { name: name.trim() } : {}) },
            { onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes) },
          )
        }
      >
        <AuthenticatorKey secret={enrolment.secret} otpauthUri={enrolment.otpauthUri} />
        <Field label="Name" isOptional hint="For example: phone.">
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </FactorForm>
    </Dialog>
  );
}
