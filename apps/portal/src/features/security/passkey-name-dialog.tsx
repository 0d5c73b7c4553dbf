import { useState } from 'react';
import { RenamePasskeyInput, type OwnPasskey } from '@freehold/core-contracts/security';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { securityActs, securityKeys } from './use-security.ts';

type PasskeyNameProps = {
  /** The one that gets another name; null for a new one. */
  passkey: OwnPasskey | null;
  onClose: () => void;
  onCodes: (codes: readonly string[] | null) => void;
};

const NamedPasskey = RenamePasskeyInput.pick({ name: true });

function NameForm({ passkey, onClose, onCodes }: PasskeyNameProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [name, setName] = useState(passkey?.name ?? '');
  const acts = securityActs(slug);
  const form = useForm({
    schema: NamedPasskey,
    send: async (input) => {
      if (passkey) await acts.renamePasskey({ passkeyId: passkey.id, name: input.name });
      else onCodes((await acts.addPasskey(input.name)).recoveryCodes);
    },
    renews: securityKeys(slug),
    notice: passkey ? 'passkey.renamed' : 'passkey.added',
    onDone: onClose,
  });
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ name });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label={t('passkey.name')} hint={t('passkey.nameHint')} error={form.errorOf('name')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            size="xl"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t(passkey ? 'general.save' : 'passkey.make')}
      </Button>
    </form>
  );
}

/** A passkey gets a name: before the device makes it, or another one later. */
export function PasskeyNameDialog(props: PasskeyNameProps) {
  const { t } = useTexts();
  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      title={t(props.passkey ? 'passkey.renameTitle' : 'passkey.add')}
      {...(props.passkey ? {} : { description: t('passkey.addLead') })}
      closeLabel={t('general.close')}
    >
      <NameForm {...props} />
    </Dialog>
  );
}
