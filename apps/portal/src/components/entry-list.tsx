import { Link } from '@tanstack/react-router';
import type { StatementEntry } from '@freehold/core-contracts/wallets';
import { cn } from '@freehold/ui/class-names';
import { formatAmount } from '../lib/amount-text.ts';
import { useTenant } from '../lib/tenant.tsx';
import { useTexts, type Translate } from '../lib/texts.ts';
import { Amount } from './amount.tsx';
import { Moment } from './moment.tsx';
import { Rows } from './section.tsx';
import { TransferBadge } from './transfer-badge.tsx';

type EntryProps = { entry: StatementEntry; currencyCode: string };

/** The tenant's own wallets go by what they are; everybody else by name, or by what the reader calls them. */
function partyName(
  { kind, label, name }: NonNullable<StatementEntry['counterparty']>,
  t: Translate,
): string {
  if (kind !== 'PERSONAL' && kind !== 'ORGANIZATION') return t(`wallet.kind.${kind}`);
  return label ?? name;
}

function Entry({ entry, currencyCode }: EntryProps) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const { type, amount, balanceAfter, counterparty, reference, timestamp, transferStatus } = entry;
  const what = t(`history.type.${type}`);
  const isFlowing = transferStatus !== 'CONFIRMED' && type !== 'REFUND';
  return (
    <li className="relative flex flex-wrap items-start justify-between gap-x-6 gap-y-1 px-5 py-4 hover:bg-hover/60 sm:px-6">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-base text-ink">
          <Link
            to="/$tenant/wallet/transfers/$transferId"
            params={{ tenant: slug, transferId: entry.transferId }}
            className="rounded-sm font-medium [overflow-wrap:anywhere] after:absolute after:inset-0 after:content-[''] focus-visible:after:outline-2"
          >
            {what}
            {counterparty && <span className="font-normal"> · {partyName(counterparty, t)}</span>}
          </Link>
          {isFlowing && <TransferBadge status={transferStatus} />}
        </p>
        {reference && (
          <p className="mt-0.5 text-sm text-muted [overflow-wrap:anywhere]">{reference}</p>
        )}
        <p className="mt-0.5 text-xs text-subtle">
          <Moment value={timestamp} />
        </p>
      </div>
      <div className="ml-auto min-w-0 text-right">
        <p
          className={cn(
            'text-base font-semibold',
            amount.startsWith('-') ? 'text-ink' : 'text-success-ink',
          )}
        >
          <Amount value={amount} currencyCode={currencyCode} isMovement />
        </p>
        <p className="numeric text-xs text-subtle [overflow-wrap:anywhere]">
          {t('history.after', { amount: formatAmount(balanceAfter, currencyCode, locale) })}
        </p>
      </div>
    </li>
  );
}

/** Entries of a wallet, each the way to its transfer. */
export function EntryList({
  label,
  entries,
  currencyCode,
}: {
  label: string;
  entries: readonly StatementEntry[];
  currencyCode: string;
}) {
  return (
    <Rows label={label}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} currencyCode={currencyCode} />
      ))}
    </Rows>
  );
}
