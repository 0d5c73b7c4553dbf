import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './class-names.tsx';

export type StepState = 'done' | 'current' | 'upcoming' | 'failed';
export type Step = { id: string; label: ReactNode; detail?: ReactNode; state: StepState };

const stateWords: Record<StepState, string> = {
  done: 'done',
  current: 'current step',
  upcoming: 'to come',
  failed: 'stopped here',
};

const markStyles: Record<StepState, string> = {
  done: 'border-accent bg-accent text-on-accent',
  current: 'border-accent bg-surface text-accent-ink ring-3 ring-accent-soft',
  upcoming: 'border-line-strong bg-surface text-subtle',
  failed: 'border-danger bg-danger text-on-danger',
};

function StepMark({ state, number }: { state: StepState; number: number }) {
  return (
    <span
      aria-hidden
      className={cn(
        'numeric relative z-1 grid size-5.5 shrink-0 place-items-center rounded-full border text-2xs font-semibold',
        markStyles[state],
      )}
    >
      {state === 'done' && <Check strokeWidth={3} className="size-3" />}
      {state === 'failed' && <X strokeWidth={3} className="size-3" />}
      {(state === 'current' || state === 'upcoming') && number}
    </span>
  );
}

/** Steps under each other with what is known of each. */
export function Stepper({ steps, label }: { steps: readonly Step[]; label: string }) {
  return (
    <ol aria-label={label} className="grid">
      {steps.map((step, index) => (
        <li
          key={step.id}
          aria-current={step.state === 'current' ? 'step' : undefined}
          className="relative flex gap-3 pb-4 last:pb-0"
        >
          {index < steps.length - 1 && (
            <span
              aria-hidden
              className={cn(
                'absolute top-5 bottom-0 left-2.5 w-px',
                step.state === 'done' ? 'bg-accent' : 'bg-line-strong',
              )}
            />
          )}
          <StepMark state={step.state} number={index + 1} />
          <div className="min-w-0 pt-0.5">
            <p
              className={cn(
                'text-sm',
                step.state === 'upcoming' ? 'text-subtle' : 'font-medium text-ink',
              )}
            >
              {step.label}
              <span className="sr-only"> ({stateWords[step.state]})</span>
            </p>
            {step.detail && <div className="text-xs text-muted">{step.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

export type ProgressStepsProps = {
  /** Sentence such as “Step 2 of 7”, shown and read out. */
  label: string;
  current: number;
  total: number;
};

/** How far along a wizard is: one segment per step. */
export function ProgressSteps({ label, current, total }: ProgressStepsProps) {
  return (
    <div className="grid gap-2">
      <p className="numeric text-xs font-medium text-muted">{label}</p>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={current}
        className="flex gap-1.5"
      >
        {Array.from({ length: total }, (_, index) => (
          <span
            key={index}
            className={cn(
              'h-1 flex-1 rounded-full transition-colors',
              index < current ? 'bg-accent' : 'bg-line-strong',
            )}
          />
        ))}
      </div>
    </div>
  );
}
