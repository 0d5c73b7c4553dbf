import { Coins } from 'lucide-react';
import { useState } from 'react';
import type { CreditEntryView } from '@freehold/core-contracts/credits';
import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { cn } from '@freehold/ui/class-names';
import { formatCount } from '@freehold/ui/formats';
import { EmptyState } from '@freehold/ui/states';
import { Moment } from '../../components/moment.tsx';
import { Pager } from '../../components/pager.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { TransferCredits } from './transfer-dialog.tsx';
import { useCredits } from './use-credits.ts';

function Entry({ entry }: { entry: CreditEntryView }) {
  const { t, locale } = useTexts();
  const { kind, amount, balanceAfter, reason, counterpartyName, createdAt } = entry;
  const sign = amount < 0 ? '−' : '+';
  return (
    <li className="flex items-start justify-between gap-4 px-5 py-4 sm:px-6">
      <div className="min-w-0">
        <p className="text-base font-medium text-ink [overflow-wrap:anywhere]">
          {t(`credits.kind.${kind}`)}
          {counterpartyName && <span className="font-normal"> · {counterpartyName}</span>}
        </p>
        <p className="mt-0.5 text-sm text-muted [overflow-wrap:anywhere]">{reason}</p>
        <p className="mt-0.5 text-xs text-subtle">
          <Moment value={createdAt} />
        </p>
      </div>
      <div className="numeric shrink-0 text-right">
        <p className={cn('text-base font-semibold', amount < 0 ? 'text-ink' : 'text-success-ink')}>
          {sign}
          {formatCount(Math.abs(amount), locale)}
        </p>
        <p className="text-xs text-subtle">
          {t('credits.after', { amount: formatCount(balanceAfter, locale) })}
        </p>
      </div>
    </li>
  );
}

/** An organization's credits: how many, what became of them, and giving some away. */
export function CreditPanel({ organization }: { organization: OrganizationDetail }) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const [page, setPage] = useState(1);
  const credits = useCredits(slug, organization.id, page);
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      <Section
        title={t('credits.title')}
        lead={t('credits.lead')}
        action={organization.canOwn && <TransferCredits organization={organization} />}
      >
        <p className="numeric text-3xl font-semibold text-ink">
          {formatCount(organization.scanCredits, locale)}
        </p>
      </Section>
      <Section isFlush title={t('credits.history')}>
        <Remote query={credits} waiting={<RowShapes />}>
          {(data) =>
            data.items.length === 0 ? (
              <EmptyState
                icon={<Coins />}
                title={t('credits.emptyTitle')}
                description={t('credits.emptyText')}
              />
            ) : (
              <>
                <Rows label={t('credits.history')}>
                  {data.items.map((entry) => (
                    <Entry key={entry.id} entry={entry} />
                  ))}
                </Rows>
                <Pager {...data} onPage={setPage} />
              </>
            )
          }
        </Remote>
      </Section>
    </div>
  );
}
