import { Wallet } from 'lucide-react';
import { Badge } from '@freehold/ui/badge';
import { Money } from '@freehold/ui/money';
import { StatusTimeline } from '../../components/status-timeline.tsx';
import { timelineItems } from '../../components/timeline-items.ts';
import { useTexts } from '../../lib/texts.ts';

const application = timelineItems({
  status: 'APPROVED_PENDING_ONCHAIN',
  isInformationRequested: false,
});

/** Soft ground under the preview: hills and a low sun, drawn in the theme's own colours. */
function Ground() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 480 560"
      preserveAspectRatio="xMidYMax slice"
      className="absolute inset-0 size-full"
    >
      <rect width="480" height="560" className="fill-sand" />
      <circle cx="392" cy="62" r="40" className="fill-sun opacity-80" />
      <path d="M0 250c90-64 170-66 262-18s150 42 218-6v334H0z" className="fill-accent opacity-18" />
      <path d="M0 340c70-40 150-42 236-8s170 34 244-22v250H0z" className="fill-accent opacity-32" />
      <path d="M0 442c96-34 190-30 276-6s150 14 204-14v138H0z" className="fill-accent opacity-60" />
    </svg>
  );
}

/** What a member sees, as a picture of the real parts; not operable, and hidden from assistive technology. */
export function Preview({ currencyCode }: { currencyCode: string }) {
  const { t } = useTexts();
  return (
    <figure className="relative isolate overflow-hidden rounded-xl">
      <Ground />
      <div aria-hidden inert className="relative grid gap-4 p-6 pt-16 sm:p-9 sm:pt-24">
        <div className="rounded-lg bg-surface p-5 shadow-md">
          <div className="mb-4 flex items-center justify-between gap-3">
            <p className="text-sm font-semibold text-ink">{t('account.progressTitle')}</p>
            <Badge tone="accent">{t('account.status.APPROVED_PENDING_ONCHAIN')}</Badge>
          </div>
          <StatusTimeline items={application} />
        </div>
        <div className="flex items-center gap-4 rounded-lg bg-surface p-5 shadow-md">
          <span className="grid size-11 place-items-center rounded-md bg-accent-soft text-accent-ink">
            <Wallet className="size-5" />
          </span>
          <div>
            <p className="text-xs text-subtle">{t('wallet.balance')}</p>
            <Money
              value="0"
              places={2}
              currencyCode={currencyCode}
              className="text-xl font-semibold"
            />
          </div>
        </div>
      </div>
      <figcaption className="sr-only">{t('welcome.previewCaption')}</figcaption>
    </figure>
  );
}
