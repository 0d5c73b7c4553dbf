import { Link } from '@tanstack/react-router';
import { ArrowRight, MessageSquareQuote } from 'lucide-react';
import type { UserStatus } from '@freehold/core-contracts/enums';
import type { AccountView } from '@freehold/core-contracts/users';
import { StatusBadge, type BadgeTone } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { countryName } from '@freehold/ui/formats';
import { StatusTimeline } from '../../components/status-timeline.tsx';
import { timelineItems } from '../../components/timeline-items.ts';
import { formatMoment } from '../../lib/moments.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { AnswerForm } from './answer-form.tsx';

const tones: Readonly<Record<UserStatus, BadgeTone>> = {
  REGISTERED: 'info',
  PENDING_ADMIN_APPROVAL: 'info',
  APPROVED_PENDING_ONCHAIN: 'accent',
  ACTIVE: 'success',
  DENIED: 'danger',
  FROZEN: 'warning',
  SUSPENDED: 'warning',
  CLOSED: 'neutral',
};

const open: readonly UserStatus[] = [
  'REGISTERED',
  'PENDING_ADMIN_APPROVAL',
  'APPROVED_PENDING_ONCHAIN',
];

function isWaiting({ status, isInformationRequested }: AccountView): boolean {
  return isInformationRequested && (status === 'REGISTERED' || status === 'PENDING_ADMIN_APPROVAL');
}

function RequestCard({ text }: { text: string | null }) {
  const { t } = useTexts();
  return (
    <section
      aria-labelledby="request-title"
      className="rounded-xl border border-warning-line bg-warning-soft p-6"
    >
      <h2
        id="request-title"
        className="flex items-center gap-2.5 text-lg font-semibold text-warning-ink"
      >
        <MessageSquareQuote aria-hidden className="size-5 shrink-0" />
        {t('account.request.title')}
      </h2>
      {text && (
        <>
          <p className="mt-3 text-sm text-warning-ink">{t('account.request.from')}</p>
          <blockquote className="mt-1.5 border-l-3 border-warning pl-4 text-base whitespace-pre-line text-ink [overflow-wrap:anywhere]">
            {text}
          </blockquote>
        </>
      )}
      <p className="mt-4 text-sm text-warning-ink">{t('account.request.text')}</p>
      <AnswerForm />
    </section>
  );
}

function Progress({ account }: { account: AccountView }) {
  const { t, locale } = useTexts();
  const { status, isInformationRequested, submittedAt, decidedAt } = account;
  return (
    <section
      aria-labelledby="progress-title"
      className="rounded-xl border border-line bg-surface p-6 shadow-xs"
    >
      <h2 id="progress-title" className="mb-5 text-lg font-semibold text-ink">
        {t('account.progressTitle')}
      </h2>
      <StatusTimeline
        items={timelineItems({
          status,
          isInformationRequested,
          submitted: formatMoment(submittedAt, locale),
          ...(decidedAt ? { decided: formatMoment(decidedAt, locale) } : {}),
        })}
      />
      {open.includes(status) && <p className="mt-6 text-xs text-subtle">{t('account.updated')}</p>}
    </section>
  );
}

function Details({ account }: { account: AccountView }) {
  const { t, locale } = useTexts();
  const facts = [
    [t('account.name'), `${account.firstName} ${account.lastName}`],
    [t('account.email'), account.email],
    [t('account.phone'), account.phone],
    [t('account.country'), account.countryCode && countryName(account.countryCode, locale)],
  ] as const;
  return (
    <section
      aria-labelledby="details-title"
      className="rounded-xl border border-line bg-surface p-6 shadow-xs"
    >
      <h2 id="details-title" className="mb-4 text-lg font-semibold text-ink">
        {t('account.detailsTitle')}
      </h2>
      <dl className="grid gap-4">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-subtle">{name}</dt>
            <dd className="numeric mt-0.5 text-base text-ink [overflow-wrap:anywhere]">
              {value ?? '–'}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Where the person's application stands, and what is known of them. */
export function AccountPage({ account }: { account: AccountView }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const waiting = isWaiting(account);
  return (
    <div className="grid gap-8 pt-6 pb-10 sm:pt-10">
      <header className="grid gap-3" aria-live="polite">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-3xl font-semibold text-ink [overflow-wrap:anywhere]">
            {t('account.greeting', { name: account.firstName })}
          </h1>
          <StatusBadge
            tone={waiting ? 'warning' : tones[account.status]}
            className="h-7 px-3 text-sm"
          >
            {t(`account.status.${waiting ? 'INFORMATION' : account.status}`)}
          </StatusBadge>
        </div>
        <p className="max-w-2xl text-lg text-muted">
          {t(`account.lead.${waiting ? 'INFORMATION' : account.status}`)}
        </p>
        {account.status === 'ACTIVE' && (
          <Button asChild variant="primary" size="xl" className="mt-2 justify-self-start">
            <Link to="/$tenant/wallet" params={{ tenant: slug }}>
              {t('account.toWallet')}
              <ArrowRight aria-hidden />
            </Link>
          </Button>
        )}
      </header>
      {waiting && <RequestCard text={account.informationRequest} />}
      <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_20rem]">
        <Progress account={account} />
        <Details account={account} />
      </div>
    </div>
  );
}
