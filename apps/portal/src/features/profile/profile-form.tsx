import { useState } from 'react';
import { UpdateProfileInput } from '@freehold/core-contracts/people';
import type { AccountView } from '@freehold/core-contracts/users';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input, type InputProps } from '@freehold/ui/input';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts, type TextName } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { profileActs } from './use-profile.ts';

type Answers = { firstName: string; lastName: string; username: string; nationalIdNumber: string };

const controls: readonly {
  field: keyof Answers;
  label: TextName;
  hint?: TextName;
  control: InputProps;
}[] = [
  { field: 'firstName', label: 'signUp.name.first', control: { autoComplete: 'given-name' } },
  { field: 'lastName', label: 'signUp.name.last', control: { autoComplete: 'family-name' } },
  {
    field: 'username',
    label: 'profile.username',
    hint: 'profile.usernameHint',
    control: { autoComplete: 'nickname', autoCapitalize: 'off', spellCheck: false, maxLength: 40 },
  },
  {
    field: 'nationalIdNumber',
    label: 'profile.nationalId',
    hint: 'profile.nationalIdHint',
    control: { autoComplete: 'off', maxLength: 64 },
  },
];

const fixed: readonly (keyof Answers)[] = ['firstName', 'lastName', 'nationalIdNumber'];

function answersOf(account: AccountView): Answers {
  const { firstName, lastName, username, nationalIdNumber } = account;
  return {
    firstName,
    lastName,
    username: username ?? '',
    nationalIdNumber: nationalIdNumber ?? '',
  };
}

function useProfileForm(slug: string) {
  return useForm({
    schema: UpdateProfileInput,
    send: profileActs(slug).update,
    fieldOf: { 'profile.username_taken': 'username' },
    renews: [
      [slug, 'account'],
      [slug, 'session'],
    ],
    notice: 'general.saved',
  });
}

/** Name, user name, and the number of an identity card where the place asks for one. */
export function ProfileForm({ account }: { account: AccountView }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const before = answersOf(account);
  const [answers, setAnswers] = useState(before);
  const { version, isIdentityFixed, isNationalIdRequired } = account;
  const form = useProfileForm(slug);
  const hasNumber = isNationalIdRequired || before.nationalIdNumber !== '';
  const shown = controls.filter(({ field }) => field !== 'nationalIdNumber' || hasNumber);
  const isUnchanged = shown.every(({ field }) => answers[field].trim() === before[field]);
  return (
    <form
      noValidate
      className="grid max-w-lg gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const { firstName, lastName, username, nationalIdNumber } = answers;
        form.submit({
          firstName,
          lastName,
          username: username.trim() || null,
          version,
          ...(hasNumber && !isIdentityFixed
            ? { nationalIdNumber: nationalIdNumber.trim() || null }
            : {}),
        });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      {isIdentityFixed && <Alert tone="info">{t('profile.namesFixed')}</Alert>}
      {shown.map(({ field, label, hint, control: rest }) => (
        <Field
          key={field}
          label={t(label)}
          {...(hint ? { hint: t(hint) } : {})}
          error={form.errorOf(field)}
        >
          {(control) => (
            <Input
              {...control}
              {...rest}
              size="lg"
              readOnly={isIdentityFixed && fixed.includes(field)}
              className="read-only:border-line read-only:bg-sunken read-only:text-muted"
              value={answers[field]}
              onChange={(event) => setAnswers({ ...answers, [field]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Button
        type="submit"
        size="lg"
        variant="primary"
        className="justify-self-start"
        disabled={isUnchanged}
        isBusy={form.isBusy}
      >
        {t('general.save')}
      </Button>
    </form>
  );
}
