import { Link } from '@tanstack/react-router';
import { ArrowRight, CalendarCheck, Mail, Smartphone } from 'lucide-react';
import type { PublicTenant } from '@freehold/core-contracts/tenants';
import { Button } from '@freehold/ui/button';
import { useTexts } from '../../lib/texts.ts';
import { Preview } from './preview.tsx';

export type WelcomePageProps = { tenant: PublicTenant; isSignedIn: boolean; hasBegun: boolean };

function Actions({ tenant, isSignedIn, hasBegun }: WelcomePageProps) {
  const { t } = useTexts();
  const params = { tenant: tenant.slug };
  if (isSignedIn) {
    return (
      <Button asChild variant="primary" size="xl">
        <Link to="/$tenant/account" params={params}>
          {t('welcome.toAccount')}
          <ArrowRight aria-hidden />
        </Link>
      </Button>
    );
  }
  return (
    <>
      <Button asChild variant="primary" size="xl">
        <Link to="/$tenant/sign-up" params={params}>
          {t(hasBegun ? 'welcome.resume' : 'welcome.start')}
          <ArrowRight aria-hidden />
        </Link>
      </Button>
      <Button asChild size="xl">
        <Link to="/$tenant/sign-in" params={params}>
          {t('welcome.signIn')}
        </Link>
      </Button>
    </>
  );
}

function HowItWorks() {
  const { t } = useTexts();
  return (
    <section aria-labelledby="how-title" className="grid gap-7">
      <h2 id="how-title" className="text-2xl font-semibold text-ink">
        {t('welcome.howTitle')}
      </h2>
      <ol className="grid gap-x-10 gap-y-7 sm:grid-cols-3">
        {([1, 2, 3] as const).map((number) => (
          <li key={number} className="border-t-2 border-accent-line pt-4">
            <p aria-hidden className="numeric text-sm font-semibold text-accent-ink">
              {number}
            </p>
            <h3 className="mt-1 text-lg font-semibold text-ink">
              {t(`welcome.how${number}Title`)}
            </h3>
            <p className="mt-1 text-base text-muted">{t(`welcome.how${number}Text`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** First page of a tenant's portal. */
export function WelcomePage(props: WelcomePageProps) {
  const { tenant, hasBegun, isSignedIn } = props;
  const { t } = useTexts();
  const needs = [
    { text: t('welcome.needEmail'), Icon: Mail },
    { text: t('welcome.needPhone'), Icon: Smartphone },
    { text: t('welcome.needAge', { years: tenant.minimumAgeYears }), Icon: CalendarCheck },
  ];
  return (
    <div className="grid gap-16 pt-6 pb-8 sm:pt-12">
      <div className="grid items-center gap-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,27rem)]">
        <div className="grid gap-6">
          <p className="text-sm font-semibold text-accent-ink">{t('welcome.eyebrow')}</p>
          <h1 className="max-w-lg text-3xl font-semibold text-ink sm:text-4xl">
            {t('welcome.title')}
          </h1>
          <p className="max-w-xl text-lg text-muted">{t('welcome.lead')}</p>
          <div className="grid gap-3 sm:flex">
            <Actions {...props} />
          </div>
          {hasBegun && !isSignedIn && (
            <p className="text-sm text-subtle">{t('welcome.resumeHint')}</p>
          )}
          <section
            aria-labelledby="need-title"
            className="mt-2 grid gap-3 border-t border-line pt-6"
          >
            <h2 id="need-title" className="text-sm font-semibold text-ink">
              {t('welcome.needTitle')}
            </h2>
            <ul className="grid gap-2.5 text-sm text-muted">
              {needs.map(({ text, Icon }) => (
                <li key={text} className="flex items-center gap-3">
                  <Icon aria-hidden className="size-4.5 shrink-0 text-accent-ink" />
                  {text}
                </li>
              ))}
            </ul>
          </section>
        </div>
        <Preview currencyCode={tenant.currencyCode} />
      </div>
      <HowItWorks />
    </div>
  );
}
