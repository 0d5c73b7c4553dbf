import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { useTexts } from '../../lib/texts.ts';

export type StepScreenProps = {
  title: string;
  lead: ReactNode;
  /** Said above the questions, when it belongs to no one of them. */
  message?: string | undefined;
  refusals: number;
  isBusy: boolean;
  submitLabel?: string;
  /** Moves the keyboard into the form when the screen appears: after a step, not on arrival. */
  isFocused: boolean;
  onSubmit: () => void;
  onBack: (() => void) | null;
  children: ReactNode;
  foot?: ReactNode;
};

/** One question group: what is asked, the fields, on and back. */
export function StepScreen(props: StepScreenProps) {
  const { title, lead, message, refusals, isBusy, isFocused, onBack, children, foot } = props;
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const isFocusedOnArrival = useRef(isFocused);
  useEffect(() => {
    if (isFocusedOnArrival.current)
      form.current?.querySelector<HTMLElement>('input:not([hidden])')?.focus();
  }, []);
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  return (
    <form
      ref={form}
      noValidate
      aria-labelledby="step-title"
      className="animate-rise grid grid-cols-1 gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <header>
        <h1 id="step-title" className="text-2xl font-semibold text-ink sm:text-3xl">
          {title}
        </h1>
        <p className="mt-2 text-base text-muted">{lead}</p>
      </header>
      {message && <Alert tone="danger">{message}</Alert>}
      <div className="grid gap-5">{children}</div>
      <div className="mt-1 flex flex-row-reverse gap-3">
        <Button type="submit" variant="primary" size="xl" className="flex-1" isBusy={isBusy}>
          {props.submitLabel ?? t('general.continue')}
        </Button>
        {onBack && (
          <Button size="xl" icon={<ArrowLeft aria-hidden />} onClick={onBack}>
            {t('general.back')}
          </Button>
        )}
      </div>
      {foot}
    </form>
  );
}
