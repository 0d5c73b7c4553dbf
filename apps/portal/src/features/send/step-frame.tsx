import { useEffect, useRef, type ReactNode } from 'react';
import { ProgressSteps } from '@freehold/ui/stepper';
import { useTexts } from '../../lib/texts.ts';

export const sendSteps = ['payee', 'amount', 'review'] as const;
export type SendStep = (typeof sendSteps)[number];

type StepFrameProps = {
  step: SendStep;
  title: string;
  lead?: ReactNode;
  children: ReactNode;
};

/** One question on the way to sending: how far along, what is asked. */
export function StepFrame({ step, title, lead, children }: StepFrameProps) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(step === 'payee');
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus();
  }, []);
  const current = sendSteps.indexOf(step) + 1;
  return (
    <div className="grid grid-cols-1 gap-6">
      <ProgressSteps
        label={`${t('send.progress', { current, total: sendSteps.length })} · ${t(`send.step.${step}`)}`}
        current={current}
        total={sendSteps.length}
      />
      <header>
        <h1
          ref={heading}
          tabIndex={-1}
          className="text-2xl font-semibold text-ink outline-none [overflow-wrap:anywhere] sm:text-3xl"
        >
          {title}
        </h1>
        {lead && <p className="mt-2 text-base text-muted">{lead}</p>}
      </header>
      {children}
    </div>
  );
}
