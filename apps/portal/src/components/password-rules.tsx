import { Check, Circle, X } from 'lucide-react';
import { cn } from '@freehold/ui/class-names';
import { Progress } from '@freehold/ui/progress';
import { useTexts } from '../lib/texts.ts';
import type { PasswordGuidance } from '../lib/password-guidance.ts';

type RuleState = 'met' | 'open' | 'broken';

const icons = {
  met: <Check aria-hidden strokeWidth={3} className="size-4 text-success-ink" />,
  open: <Circle aria-hidden className="size-4 text-subtle" />,
  broken: <X aria-hidden strokeWidth={3} className="size-4 text-danger-ink" />,
};

function Rule({ state, text, detail }: { state: RuleState; text: string; detail?: string }) {
  const { t } = useTexts();
  return (
    <li
      className={cn(
        'flex items-start gap-2.5',
        state === 'broken' ? 'text-danger-ink' : 'text-muted',
      )}
    >
      <span className="mt-0.75 shrink-0">{icons[state]}</span>
      <span className="flex-1">
        {text}
        <span className="sr-only">
          {' '}
          ({t(state === 'met' ? 'signUp.password.met' : 'signUp.password.open')})
        </span>
      </span>
      {detail && <span className="numeric text-xs leading-6 text-subtle">{detail}</span>}
    </li>
  );
}

/** The rules of the service, and how a password stands against them while it is typed. */
export function PasswordRules({
  guidance,
  id,
  isPersonKnown = true,
}: {
  guidance: PasswordGuidance;
  id: string;
  /** Without it the service alone can tell whether a name is in it. */
  isPersonKnown?: boolean;
}) {
  const { t } = useTexts();
  const { length, minimum, isLongEnough, isPersonal } = guidance;
  const isEmpty = length === 0;
  const count = t('signUp.password.count', { count: length, minimum });
  return (
    <div id={id} className="rounded-lg bg-sunken p-4">
      <Progress
        label={t('signUp.password.length', { minimum })}
        percent={(100 * length) / minimum}
        tone={isLongEnough ? 'success' : 'accent'}
        className="mb-3.5"
      />
      <ul className="grid gap-2 text-sm">
        <Rule
          state={isLongEnough ? 'met' : 'open'}
          text={t('signUp.password.length', { minimum })}
          {...(isEmpty || isLongEnough ? {} : { detail: count })}
        />
        <Rule
          state={isPersonal ? 'broken' : isEmpty || !isPersonKnown ? 'open' : 'met'}
          text={t('signUp.password.personal')}
        />
        <Rule state="open" text={t('signUp.password.common')} />
      </ul>
    </div>
  );
}
