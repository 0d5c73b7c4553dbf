import { Link } from '@tanstack/react-router';
import type { BusinessTransferView } from '@freehold/core-contracts/business';
import { StatusBadge } from '@freehold/ui/badge';
import { Amount } from '../../components/amount.tsx';
import { Moment } from '../../components/moment.tsx';
import { Rows } from '../../components/section.tsx';
import { TransferBadge } from '../../components/transfer-badge.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts, type Translate } from '../../lib/texts.ts';

/** Who gets it: the one receiver, or how many there are. */
export function receiverOf({ legs }: BusinessTransferView, t: Translate): string {
  const [first, ...others] = legs;
  if (!first) return '';
  return others.length === 0
    ? first.toName
    : t('business.receivers', { count: legs.length, name: first.toName });
}

function TransferRow({ transfer }: { transfer: BusinessTransferView }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id, businessAccountId, status, amount, currencyCode, createdAt } = transfer;
  return (
    <li className="relative flex flex-wrap items-start justify-between gap-x-6 gap-y-1 px-5 py-4 hover:bg-hover/60 sm:px-6">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link
            to="/$tenant/wallet/business/$accountId/transfers/$transferId"
            params={{ tenant: slug, accountId: businessAccountId, transferId: id }}
            className="rounded-sm text-base font-medium text-ink [overflow-wrap:anywhere] after:absolute after:inset-0 after:content-['']"
          >
            {receiverOf(transfer, t)}
          </Link>
          <TransferBadge status={status} />
          {transfer.canApprove && <StatusBadge tone="accent">{t('business.forYou')}</StatusBadge>}
        </p>
        <p className="mt-0.5 text-xs text-subtle">
          {transfer.initiatorName} · <Moment value={createdAt} />
        </p>
      </div>
      <p className="ml-auto min-w-0 text-right text-base font-semibold text-ink">
        <Amount value={amount} currencyCode={currencyCode} />
      </p>
    </li>
  );
}

/** Transfers of business accounts, each the way to its page. */
export function TransferRows({
  label,
  transfers,
}: {
  label: string;
  transfers: readonly BusinessTransferView[];
}) {
  return (
    <Rows label={label}>
      {transfers.map((transfer) => (
        <TransferRow key={transfer.id} transfer={transfer} />
      ))}
    </Rows>
  );
}
