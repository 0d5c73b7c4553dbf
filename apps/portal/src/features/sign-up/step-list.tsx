import { Check } from 'lucide-react';
import type { RegistrationStep } from '@freehold/core-contracts/registration-steps';
import { cn } from '@freehold/ui/class-names';
import { useTexts } from '../../lib/texts.ts';
import { canOpen, countDone, screens, type Screen } from './screens.ts';

type StepListProps = {
  step: RegistrationStep | null;
  shown: Screen | null;
  onOpen: (screen: Screen) => void;
};

type Look = 'done' | 'current' | 'upcoming';

const marks: Record<Look, string> = {
  done: 'border-accent bg-accent text-on-accent',
  current: 'border-accent bg-surface text-accent-ink',
  upcoming: 'border-line-strong text-subtle',
};

/** The seven steps under each other; those behind can be opened again. */
export function StepList({ step, shown, onOpen }: StepListProps) {
  const { t } = useTexts();
  const done = countDone(step);
  return (
    <nav aria-label={t('signUp.steps')}>
      <ol className="grid gap-0.5">
        {screens.map((screen, index) => {
          const isShown = screen === shown;
          const look: Look = isShown ? 'current' : index < done ? 'done' : 'upcoming';
          const row = (
            <>
              <span
                aria-hidden
                className={cn(
                  'numeric grid size-6.5 shrink-0 place-items-center rounded-full border-2 text-2xs font-semibold',
                  marks[look],
                )}
              >
                {look === 'done' ? <Check strokeWidth={3} className="size-3.5" /> : index + 1}
              </span>
              <span className={cn(isShown ? 'font-semibold text-ink' : 'text-muted')}>
                {t(`signUp.step.${screen}`)}
                <span className="sr-only"> ({t(`signUp.${look}`)})</span>
              </span>
            </>
          );
          const classes = 'flex w-full items-center gap-3 rounded-md px-2.5 py-2 text-left text-sm';
          return (
            <li key={screen} aria-current={isShown ? 'step' : undefined}>
              {!isShown && canOpen(screen, step) ? (
                <button
                  type="button"
                  className={cn(classes, 'hover:bg-hover')}
                  onClick={() => onOpen(screen)}
                >
                  {row}
                </button>
              ) : (
                <div className={classes}>{row}</div>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
