import { KeyRound } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { StepUpInput } from '@freehold/core-contracts/session';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CodeInput } from '@freehold/ui/code-input';
import { Field, type FieldControlProps } from '@freehold/ui/field';
import { Input, PasswordInput } from '@freehold/ui/input';
import { fieldSentence, problemSentence, toProblem } from '../../lib/problems.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useStepUp, type StepUpMethod } from './use-step-up.ts';

const fieldNames = { TOTP: 'code', RECOVERY_CODE: 'recoveryCode', PASSWORD: 'password' } as const;

type ControlProps = FieldControlProps & {
  method: keyof typeof fieldNames;
  value: string;
  onValueChange: (value: string) => void;
  onComplete: (value: string) => void;
};

function Control({ method, value, onValueChange, onComplete, ...control }: ControlProps) {
  const { t } = useTexts();
  if (method === 'TOTP') {
    return (
      <CodeInput
        {...control}
        autoFocus
        value={value}
        onValueChange={onValueChange}
        onComplete={onComplete}
      />
    );
  }
  const change = {
    value,
    onChange: (event: { target: { value: string } }) => onValueChange(event.target.value),
  };
  if (method === 'PASSWORD') {
    return (
      <PasswordInput
        {...control}
        {...change}
        autoFocus
        size="xl"
        autoComplete="current-password"
        showLabel={t('signUp.password.show')}
        hideLabel={t('signUp.password.hide')}
      />
    );
  }
  return (
    <Input
      {...control}
      {...change}
      autoFocus
      size="xl"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      className="font-mono"
    />
  );
}

/** One way of proving that it is still the same person. */
export function StepUpForm({ method, onDone }: { method: StepUpMethod; onDone: () => void }) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const [value, setValue] = useState('');
  const [fieldCode, setFieldCode] = useState<string | null>(null);
  const stepUp = useStepUp(slug, onDone);
  const refusal = stepUp.error ? problemSentence(toProblem(stepUp.error), t, locale) : undefined;

  if (method === 'PASSKEY') {
    return (
      <div className="grid gap-4">
        <p className="text-sm text-muted">{t('stepUp.hint.PASSKEY')}</p>
        {refusal && <Alert tone="danger">{refusal}</Alert>}
        <Button
          variant="primary"
          size="xl"
          autoFocus
          icon={<KeyRound aria-hidden />}
          isBusy={stepUp.isPending}
          onClick={() => stepUp.mutate({ method })}
        >
          {t('stepUp.passkey')}
        </Button>
      </div>
    );
  }

  const name = fieldNames[method];
  const send = (text: string) => {
    if (stepUp.isPending) return;
    const checked = StepUpInput.safeParse({ method, [name]: text });
    setFieldCode(checked.success ? null : (checked.error.issues[0]?.message ?? 'unknown'));
    if (checked.success && checked.data.method !== 'PASSKEY') {
      stepUp.mutate(checked.data, { onError: () => setValue('') });
    }
  };
  const error = fieldCode ? fieldSentence(value === '' ? 'required' : fieldCode, t, name) : refusal;
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        send(value);
      }}
    >
      <Field label={t(`stepUp.label.${method}`)} hint={t(`stepUp.hint.${method}`)} error={error}>
        {(control) => (
          <Control
            {...control}
            method={method}
            value={value}
            onValueChange={setValue}
            onComplete={send}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={stepUp.isPending}>
        {t('stepUp.submit')}
      </Button>
    </form>
  );
}
