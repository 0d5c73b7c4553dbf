import { useState } from 'react';
import { ConfirmTotpInput, type BeginTotpOutput } from '@freehold/core-contracts/security';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CodeInput } from '@freehold/ui/code-input';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { CopyText } from '../../components/copy-text.tsx';
import { QrCode } from '@freehold/ui/qr-code';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { securityActs, securityKeys } from './use-security.ts';

type EnrolProps = {
  enrolment: BeginTotpOutput;
  /** Fresh recovery codes come with the first second factor alone. */
  onAdded: (codes: readonly string[] | null) => void;
};

const inCode = { 'session.second_factor_wrong': 'code' };

/** Base32 in groups of four, as people read it aloud. */
function grouped(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/gu, '$1 ');
}

function EnrolForm({ enrolment, onAdded }: EnrolProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const form = useForm({
    schema: ConfirmTotpInput,
    send: async (input) => {
      const { recoveryCodes } = await securityActs(slug).confirmTotp(input);
      onAdded(recoveryCodes);
    },
    fieldOf: inCode,
    renews: securityKeys(slug),
    notice: 'totp.added',
  });
  const submit = (typed: string) =>
    form.submit({
      authenticatorId: enrolment.authenticatorId,
      code: typed,
      ...(name.trim() ? { name } : {}),
    });
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit(code);
      }}
    >
      <ol className="grid list-decimal gap-1.5 pl-5 text-sm text-muted">
        <li>{t('totp.step1')}</li>
        <li>{t('totp.step2')}</li>
        <li>{t('totp.step3')}</li>
      </ol>
      <div className="flex flex-wrap items-center justify-center gap-5">
        <QrCode value={enrolment.otpauthUri} label={t('totp.qr')} />
        <div className="grid min-w-0 flex-1 basis-48 gap-2">
          <p className="text-sm font-medium text-ink">{t('totp.secret')}</p>
          <code className="font-mono text-sm text-ink [overflow-wrap:anywhere] select-all">
            {grouped(enrolment.secret)}
          </code>
          <div>
            <CopyText value={enrolment.secret} label={t('totp.copySecret')} />
          </div>
        </div>
      </div>
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label={t('totp.name')} hint={t('totp.nameHint')} error={form.errorOf('name')}>
        {(control) => (
          <Input
            {...control}
            size="lg"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('signIn.codeLabel')} error={form.errorOf('code')}>
        {(control) => (
          <CodeInput {...control} value={code} onValueChange={setCode} onComplete={submit} />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('totp.confirm')}
      </Button>
    </form>
  );
}

/** Adding an authenticator app: picture code, the secret by hand, and a first code that proves it works. */
export function EnrolDialog({ onClose, ...rest }: EnrolProps & { onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Dialog
      open
      width="md"
      onOpenChange={onClose}
      title={t('totp.add')}
      closeLabel={t('general.close')}
    >
      <EnrolForm {...rest} />
    </Dialog>
  );
}
