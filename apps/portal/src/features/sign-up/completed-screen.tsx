import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '@freehold/ui/button';
import { StatusTimeline } from '../../components/status-timeline.tsx';
import { timelineItems } from '../../components/timeline-items.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';

/** Everything is handed in: what happens next, and where to follow it. */
export function CompletedScreen({
  firstName,
  onLeave,
}: {
  firstName: string | null;
  onLeave: () => void;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="animate-rise grid gap-7">
      <header className="grid gap-4">
        <span
          aria-hidden
          className="animate-pop grid size-14 place-items-center rounded-full bg-accent text-on-accent ring-8 ring-accent-soft"
        >
          <Check strokeWidth={3} className="size-7" />
        </span>
        <h1 ref={title} tabIndex={-1} className="text-3xl font-semibold text-ink outline-none">
          {firstName
            ? t('signUp.completed.title', { name: firstName })
            : t('signUp.completed.titlePlain')}
        </h1>
        <p className="text-lg text-muted">{t('signUp.completed.lead')}</p>
      </header>
      <section aria-labelledby="next-title" className="rounded-lg bg-sunken p-5">
        <h2 id="next-title" className="mb-4 text-sm font-semibold text-ink">
          {t('signUp.completed.next')}
        </h2>
        <StatusTimeline
          items={timelineItems({ status: 'PENDING_ADMIN_APPROVAL', isInformationRequested: false })}
        />
      </section>
      <Button asChild variant="primary" size="xl">
        <Link to="/$tenant/sign-in" params={{ tenant: slug }} onClick={onLeave}>
          {t('signUp.completed.signIn')}
        </Link>
      </Button>
    </div>
  );
}
