import { Link } from '@tanstack/react-router';
import type { TransferView } from '@freehold/core-contracts/transfers';
import { Amount } from '../../components/amount.tsx';
import { Moment } from '../../components/moment.tsx';
import { Rows, Section } from '../../components/section.tsx';
import { TransferBadge } from '../../components/transfer-badge.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';

function Waiting({ transfer, walletId }: { transfer: TransferView; walletId: string }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id, status, from, to, amount, currencyCode, createdAt } = transfer;
  const isIncoming = from.walletId !== walletId;
  return (
    <li className="relative flex flex-wrap items-start justify-between gap-x-6 gap-y-1 px-5 py-4 hover:bg-hover/60 sm:px-6">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link
            to="/$tenant/wallet/transfers/$transferId"
            params={{ tenant: slug, transferId: id }}
            className="rounded-sm text-base font-medium text-ink [overflow-wrap:anywhere] after:absolute after:inset-0 after:content-['']"
          >
            {isIncoming ? from.name : to.name}
          </Link>
          <TransferBadge status={status} />
        </p>
        <p className="mt-0.5 text-xs text-subtle">
          {isIncoming && `${t('wallet.incoming')} · `}
          <Moment value={createdAt} />
        </p>
      </div>
      <p className="ml-auto min-w-0 text-right text-base font-semibold text-ink">
        <Amount value={amount} currencyCode={currencyCode} />
      </p>
    </li>
  );
}

/** What is neither there nor back yet. */
export function WaitingSection({
  transfers,
  walletId,
}: {
  transfers: readonly TransferView[];
  walletId: string;
}) {
  const { t } = useTexts();
  return (
    <Section isFlush title={t('wallet.waitingTitle')} lead={t('wallet.waitingLead')}>
      <Rows label={t('wallet.waitingTitle')}>
        {transfers.map((transfer) => (
          <Waiting key={transfer.id} transfer={transfer} walletId={walletId} />
        ))}
      </Rows>
    </Section>
  );
}
