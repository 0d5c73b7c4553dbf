import type { CodeState, RegistrationView } from '@freehold/core-contracts/registration';
import { OneTimeCode } from '@freehold/core-contracts/text';
import { useState } from 'react';
import { Button } from '@freehold/ui/button';
import { CodeInput } from '@freehold/ui/code-input';
import { Field } from '@freehold/ui/field';
import { z } from 'zod';
import { RichText } from '../../components/rich-text.tsx';
import { formatClock } from '../../lib/moments.ts';
import { useTexts, type TextName } from '../../lib/texts.ts';
import { ResendCode } from './resend-code.tsx';
import { StepScreen } from './step-screen.tsx';
import { useForm } from '../../lib/use-form.ts';

export type CodeScreenProps = {
  recipient: string;
  state: CodeState | null;
  texts: { title: TextName; lead: TextName; notThere: TextName; wrong: TextName };
  isFocused: boolean;
  verify: (code: string) => Promise<RegistrationView>;
  resend: () => Promise<RegistrationView>;
  onDone: () => void;
  onBack: () => void;
};

const CodeAnswer = z.object({ code: OneTimeCode });
const allAttempts = 5;

const inCode = {
  'registration.code_wrong': 'code',
  'registration.code_expired': 'code',
  'registration.code_attempts_used': 'code',
};

function CodeHint({ state, isRefused }: { state: CodeState | null; isRefused: boolean }) {
  const { t, locale } = useTexts();
  if (!state) return null;
  const { expiresAt, attemptsLeft } = state;
  const validity = t('signUp.code.hint', { time: formatClock(expiresAt, locale) });
  // The refusal itself says how many tries are left.
  if (isRefused || attemptsLeft >= allAttempts) return validity;
  return `${validity} ${t('signUp.code.attempts', { count: attemptsLeft })}.`;
}

/** The six digits that were sent; goes on by itself once they are complete. */
export function CodeScreen(props: CodeScreenProps) {
  const { recipient, state, texts, isFocused, verify, resend, onDone, onBack } = props;
  const { t } = useTexts();
  const [code, setCode] = useState('');
  const form = useForm({
    schema: CodeAnswer,
    send: async (input) => {
      try {
        await verify(input.code);
      } catch (error) {
        setCode('');
        throw error;
      }
    },
    fieldOf: inCode,
    onDone,
  });
  const error = form.errorOf('code');
  return (
    <StepScreen
      title={t(texts.title)}
      lead={<RichText text={t(texts.lead, { recipient })} />}
      message={form.message}
      refusals={form.refusals}
      isBusy={form.isBusy}
      submitLabel={t('signUp.code.submit')}
      isFocused={isFocused}
      onSubmit={() => form.submit({ code })}
      onBack={onBack}
      foot={
        <ResendCode
          state={state}
          lead={t(texts.notThere)}
          resend={resend}
          onResent={() => {
            setCode('');
            form.clear();
          }}
        >
          <Button variant="link" className="text-sm" onClick={onBack}>
            {t(texts.wrong)}
          </Button>
        </ResendCode>
      }
    >
      <Field
        label={t('signUp.code.label')}
        error={error}
        hint={<CodeHint state={state} isRefused={error !== undefined} />}
      >
        {(control) => (
          <CodeInput
            {...control}
            value={code}
            name="one-time-code"
            onValueChange={(value) => {
              setCode(value);
              if (value !== '') form.clear();
            }}
            onComplete={(value) => form.submit({ code: value })}
          />
        )}
      </Field>
    </StepScreen>
  );
}
