import { useState } from 'react';
import { Button } from '@freehold/ui/button';
import { CodeInput } from '@freehold/ui/code-input';
import { Field } from '@freehold/ui/field';
import { useTexts } from '../../lib/texts.ts';

type SecondFactorFormProps = {
  error: string | undefined;
  isBusy: boolean;
  onConfirm: (code: string) => void;
  onStartOver: () => void;
};

/** The six digits of an authenticator app. */
export function SecondFactorForm({ error, isBusy, onConfirm, onStartOver }: SecondFactorFormProps) {
  const { t } = useTexts();
  const [code, setCode] = useState('');
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        onConfirm(code);
      }}
    >
      <header>
        <h1 className="text-3xl font-semibold text-ink">{t('signIn.codeTitle')}</h1>
        <p className="mt-2 text-base text-muted">{t('signIn.codeLead')}</p>
      </header>
      <Field label={t('signIn.codeLabel')} error={error}>
        {(control) => (
          <CodeInput {...control} value={code} onValueChange={setCode} onComplete={onConfirm} />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={isBusy}>
        {t('signIn.codeSubmit')}
      </Button>
      <Button variant="link" className="justify-self-start text-sm" onClick={onStartOver}>
        {t('signIn.startOver')}
      </Button>
    </form>
  );
}
