import { SignInInput } from '@freehold/core-contracts/session';
import { useEffect, useState } from 'react';
import { EmptyState } from '@freehold/ui/states';
import { ShieldCheck } from 'lucide-react';
import { Button } from '@freehold/ui/button';
import { fieldSentence, problemSentence, toProblem } from '../../lib/problems.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { canUsePasskeys } from '@freehold/ui/passkey';
import { PasskeySignIn } from './passkey-sign-in.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';
import { SignInForm, type Credentials } from './sign-in-form.tsx';
import { useSignIn } from './use-session.ts';

const Checked = SignInInput.pick({ email: true, password: true });

type FieldCodes = Partial<Record<keyof Credentials, string>>;

/** What the contract says of address and password before they are sent. */
function useChecks() {
  const [fieldCodes, setFieldCodes] = useState<FieldCodes>({});
  useEffect(() => {
    if (Object.keys(fieldCodes).length > 0) {
      document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus();
    }
  }, [fieldCodes]);
  const check = (credentials: Credentials) => {
    const checked = Checked.safeParse(credentials);
    const problems = checked.error?.issues.map(({ path: [field], message }) => [
      field,
      credentials[field as keyof Credentials] === '' ? 'required' : message,
    ]);
    setFieldCodes(Object.fromEntries(problems ?? []) as FieldCodes);
    return checked.data;
  };
  return { fieldCodes, check };
}

/** Signing in, from address and password to the session. */
export function SignInPanel({
  notice,
  onSignedIn,
}: {
  /** Said above the form: why the person is here. */
  notice: string | undefined;
  onSignedIn: () => void;
}) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const { signIn, confirm, passkey } = useSignIn(slug, onSignedIn);
  const { fieldCodes, check } = useChecks();
  const sentence = (error: unknown) =>
    error ? problemSentence(toProblem(error), t, locale) : undefined;
  const submit = (credentials: Credentials) => {
    const checked = check(credentials);
    passkey.reset();
    if (checked) signIn.mutate(checked);
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
        methods={output.methods.filter((each) => each !== 'PASSKEY' || canUsePasskeys())}
        error={sentence(confirm.error)}
        isBusy={confirm.isPending}
        onConfirm={(given) => confirm.mutate({ challenge: output.challenge, ...given })}
        onSwitch={() => confirm.reset()}
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
      notice={notice}
      onSubmit={submit}
    >
      <PasskeySignIn
        error={sentence(passkey.error)}
        isBusy={passkey.isPending}
        onPress={() => {
          signIn.reset();
          passkey.mutate();
        }}
      />
    </SignInForm>
  );
}
