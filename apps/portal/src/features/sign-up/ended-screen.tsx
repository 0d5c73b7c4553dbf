import { Ban, CalendarX2, Link2Off } from 'lucide-react';
import { Button } from '@freehold/ui/button';
import { useTexts } from '../../lib/texts.ts';

export type SignUpEnd = 'expired' | 'cancelled' | 'unknown';

const icons = { expired: CalendarX2, cancelled: Ban, unknown: Link2Off };

type EndedScreenProps = {
  end: SignUpEnd;
  /** This device has a sign-up of its own to go on with. */
  hasOther: boolean;
  onRestart: () => void;
};

/** A sign-up that cannot be continued: why, and how to go on instead. */
export function EndedScreen({ end, hasOther, onRestart }: EndedScreenProps) {
  const { t } = useTexts();
  const Icon = icons[end];
  return (
    <div className="grid gap-4 py-4">
      <span
        aria-hidden
        className="grid size-13 place-items-center rounded-lg border border-warning-line bg-warning-soft text-warning-ink"
      >
        <Icon className="size-6" />
      </span>
      <div role="alert">
        <h1 className="text-2xl font-semibold text-ink sm:text-3xl">
          {t(`signUp.ended.${end}Title`)}
        </h1>
        <p className="mt-2 text-base text-muted">{t(`signUp.ended.${end}Text`)}</p>
      </div>
      <Button variant="primary" size="xl" className="mt-3 justify-self-start" onClick={onRestart}>
        {t(hasOther ? 'welcome.resume' : 'signUp.ended.restart')}
      </Button>
    </div>
  );
}
