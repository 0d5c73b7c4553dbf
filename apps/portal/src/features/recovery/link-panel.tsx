import { Link } from '@tanstack/react-router';
import { CircleCheck, Link2Off } from 'lucide-react';
import type { ReactNode } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { problemSentence, toProblem } from '../../lib/problems.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useLinkToken } from '../../lib/use-link-token.ts';
import { useLinkAct, type LinkPage } from './use-recovery.ts';

/** How a link's errand ended, in the middle of the page. */
export function Outcome({
  icon,
  title,
  text,
  children,
}: {
  icon: ReactNode;
  title: string;
  text: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="grid justify-items-start gap-4" role="status">
      <span
        aria-hidden
        className="grid size-12 place-items-center rounded-xl border border-accent-line bg-accent-soft text-accent-ink [&_svg]:size-6"
      >
        {icon}
      </span>
      <div>
        <h1 className="text-2xl font-semibold text-ink">{title}</h1>
        <p className="mt-2 text-base text-muted">{text}</p>
      </div>
      {children}
    </div>
  );
}

/** A link whose secret is missing or damaged: what to do instead. */
export function BrokenLink({ children }: { children?: ReactNode }) {
  const { t } = useTexts();
  return (
    <Outcome icon={<Link2Off />} title={t('link.brokenTitle')} text={t('link.brokenText')}>
      {children}
    </Outcome>
  );
}

/** The way on to signing in. */
export function ToSignIn({ notice }: { notice?: 'reset' | 'unlocked' }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  return (
    <Button asChild variant="primary" size="xl">
      <Link to="/$tenant/sign-in" params={{ tenant: slug }} search={notice ? { notice } : {}}>
        {t('nav.signIn')}
      </Link>
    </Button>
  );
}

/** A link of a message, pressed: says what it is for and does it when asked, so that a program that only looks at links does nothing. */
export function LinkPanel({ page }: { page: LinkPage }) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const token = useLinkToken(page);
  const act = useLinkAct(slug, page);
  if (act.isSuccess) {
    return (
      <Outcome
        icon={<CircleCheck />}
        title={t(`link.${page}.doneTitle`)}
        text={t(`link.${page}.doneText`)}
      >
        {page === 'unlock' ? (
          <ToSignIn />
        ) : (
          <Button asChild variant="primary" size="xl">
            <Link to="/$tenant/account" params={{ tenant: slug }}>
              {t('welcome.toAccount')}
            </Link>
          </Button>
        )}
      </Outcome>
    );
  }
  if (token === null) return <BrokenLink />;
  return (
    <div className="grid gap-6">
      <header>
        <h1 className="text-2xl font-semibold text-ink sm:text-3xl">{t(`link.${page}.title`)}</h1>
        <p className="mt-2 text-base text-muted">{t(`link.${page}.lead`)}</p>
      </header>
      {act.error && <Alert tone="danger">{problemSentence(toProblem(act.error), t, locale)}</Alert>}
      <Button variant="primary" size="xl" isBusy={act.isPending} onClick={() => act.mutate(token)}>
        {t(`link.${page}.submit`)}
      </Button>
    </div>
  );
}
