import { SignInInput } from '@freehold/core-contracts/session';
import { useEffect, useState } from 'react';
import { EmptyState } from '@freehold/ui/states';
import { ShieldCheck } from 'lucide-react';
import { Button } from '@freehold/ui/button';
import { fieldSentence, problemSentence, toProblem } from '../../lib/problems.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { SecondFactorForm } from './second-factor-form.tsx';
import { SignInForm, type Credentials } from './sign-in-form.tsx';
import { useSignIn } from './use-session.ts';

const Checked = SignInInput.pick({ email: true, password: true });

type FieldCodes = Partial<Record<keyof Credentials, string>>;

/** Signing in, from address and password to the session. */
export function SignInPanel({
  hasEnded,
  onSignedIn,
}: {
  hasEnded: boolean;
  onSignedIn: () => void;
}) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const { signIn, confirm } = useSignIn(slug, onSignedIn);
  const [fieldCodes, setFieldCodes] = useState<FieldCodes>({});
  useEffect(() => {
    if (Object.keys(fieldCodes).length > 0) {
      document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus();
    }
  }, [fieldCodes]);

  const sentence = (error: unknown) =>
    error ? problemSentence(toProblem(error), t, locale) : undefined;
  const submit = (credentials: Credentials) => {
    const checked = Checked.safeParse(credentials);
    const problems = checked.error?.issues.map(({ path: [field], message }) => [
      field,
      credentials[field as keyof Credentials] === '' ? 'required' : message,
    ]);
    setFieldCodes(Object.fromEntries(problems ?? []) as FieldCodes);
    if (checked.success) signIn.mutate(checked.data);
  };
  const startOver = () => {
    signIn.reset();
    confirm.reset();
  };

  const output = signIn.data;
  if (output?.state === 'ENROLMENT_REQUIRED') {
    return (
      <EmptyState
        icon={<ShieldCheck />}
        title={t('signIn.enrolTitle')}
        description={t('signIn.enrolText')}
        action={<Button onClick={startOver}>{t('signIn.startOver')}</Button>}
      />
    );
  }
  if (output?.state === 'SECOND_FACTOR_REQUIRED') {
    return (
      <SecondFactorForm
        error={sentence(confirm.error)}
        isBusy={confirm.isPending}
        onConfirm={(code) => confirm.mutate({ challenge: output.challenge, code })}
        onStartOver={startOver}
      />
    );
  }
  return (
    <SignInForm
      error={sentence(signIn.error)}
      fieldErrors={Object.fromEntries(
        Object.entries(fieldCodes).map(([field, code]) => [field, fieldSentence(code, t)]),
      )}
      isBusy={signIn.isPending}
      hasEnded={hasEnded}
      onSubmit={submit}
    />
  );
}
