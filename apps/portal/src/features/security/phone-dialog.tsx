import { useState } from 'react';
import {
  ConfirmPhoneChangeInput,
  RequestPhoneChangeInput,
} from '@freehold/core-contracts/security';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CodeInput } from '@freehold/ui/code-input';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { RichText } from '../../components/rich-text.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { securityActs, securityKeys } from './use-security.ts';

const inPhone = {
  'phone.taken': 'phone',
  'phone.unchanged': 'phone',
  'registration.phone_invalid': 'phone',
};

function NumberForm({ onSent }: { onSent: (phone: string) => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [phone, setPhone] = useState('');
  const form = useForm({
    schema: RequestPhoneChangeInput,
    send: async (input) => {
      await securityActs(slug).changePhone(input.phone);
      onSent(input.phone);
    },
    fieldOf: inPhone,
  });
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ phone });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field
        label={t('contact.newPhone')}
        hint={t('contact.phoneHint')}
        error={form.errorOf('phone')}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            size="xl"
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('signUp.phone.submit')}
      </Button>
    </form>
  );
}

function CodeForm({
  phone,
  onDone,
  onBack,
}: {
  phone: string;
  onDone: () => void;
  onBack: () => void;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [code, setCode] = useState('');
  const form = useForm({
    schema: ConfirmPhoneChangeInput,
    send: (input) => securityActs(slug).confirmPhone(input.code),
    fieldOf: { 'phone.code_wrong': 'code', 'phone.code_expired': 'code' },
    renews: [...securityKeys(slug), [slug, 'account']],
    notice: 'contact.phoneChanged',
    onDone,
  });
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ code });
      }}
    >
      <p className="text-sm text-muted">
        <RichText text={t('signUp.code.phoneLead', { recipient: phone })} />
      </p>
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label={t('signIn.codeLabel')} error={form.errorOf('code')}>
        {(control) => (
          <CodeInput
            {...control}
            autoFocus
            value={code}
            onValueChange={setCode}
            onComplete={(complete) => form.submit({ code: complete })}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('signUp.code.submit')}
      </Button>
      <Button variant="link" className="justify-self-start text-sm" onClick={onBack}>
        {t('signUp.code.wrongPhone')}
      </Button>
    </form>
  );
}

/** Another phone number: proved by a code that is sent to it. */
export function PhoneDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const [phone, setPhone] = useState<string | null>(null);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('contact.changePhone')}
      {...(phone === null ? { description: t('contact.phoneLead') } : {})}
      closeLabel={t('general.close')}
    >
      {phone === null ? (
        <NumberForm onSent={setPhone} />
      ) : (
        <CodeForm phone={phone} onDone={onClose} onBack={() => setPhone(null)} />
      )}
    </Dialog>
  );
}
