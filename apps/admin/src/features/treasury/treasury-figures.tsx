import type { TreasuryOverview } from '@freehold/core-contracts/treasury';
import { Alert } from '@freehold/ui/alert';
import { Card } from '@freehold/ui/card';
import { formatCount } from '@freehold/ui/formats';
import { Money } from '@freehold/ui/money';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PendingCard } from '../../components/pending-card.tsx';
import { WalletLink } from '../../components/wallet-link.tsx';
import { useCan, useSession } from '../../lib/session.tsx';

type Query = { data: TreasuryOverview | undefined; error: unknown; refetch: () => unknown };

/** What was issued, and in whose hands it is; the parts add up to it. */
export function TreasuryFigures({ treasury }: { treasury: Query }) {
  const { data, error } = treasury;
  if (!data) {
    return <PendingCard error={error} onRetry={() => void treasury.refetch()} lineCount={6} />;
  }
  return (
    <>
      {data.isPaused && (
        <Alert tone="danger" title="The system is paused: no money moves">
          {data.pauseReason}
        </Alert>
      )}
      <Card className="overflow-hidden">
        <dl className="divide-y divide-line">
          <Row label="Issued" detail="all that was ever issued" isSum>
            <Money value={data.issued} currencyCode={data.currencyCode} />
          </Row>
          <Row label="In circulation" detail="in wallets of people and organizations">
            <Money value={data.circulating} currencyCode={data.currencyCode} />
          </Row>
          <Row label="In flight" detail={<PendingLink count={data.pendingTransfers} />}>
            <Money value={data.inFlight} currencyCode={data.currencyCode} />
          </Row>
          <Row label="Fees" detail="collected">
            <Money value={data.fees} currencyCode={data.currencyCode} />
          </Row>
          <Row label="Tax" detail="collected">
            <Money value={data.tax} currencyCode={data.currencyCode} />
          </Row>
          <Row
            label="Loan pool"
            detail={
              <WalletLink
                walletId={data.loanPoolWalletId}
                name="its wallet"
                className="text-accent-ink underline-offset-3 hover:underline"
              />
            }
          >
            <Money value={data.loanPool} currencyCode={data.currencyCode} />
          </Row>
          <Row label="Held" detail={<WaitingLink count={data.waitingTransfers} />} isAside>
            <Money value={data.held} currencyCode={data.currencyCode} />
          </Row>
        </dl>
      </Card>
    </>
  );
}

type RowProps = {
  label: string;
  detail: ReactNode;
  isSum?: boolean;
  /** A part of another row, that is counted there. */
  isAside?: boolean;
  children: ReactNode;
};

function Row({ label, detail, isSum = false, isAside = false, children }: RowProps) {
  return (
    <div
      className={`flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 px-4 py-2.5 ${isAside ? 'bg-sunken' : ''}`}
    >
      <dt className="flex flex-wrap items-baseline gap-x-3">
        <span className={`text-sm text-ink ${isSum ? 'font-semibold' : 'font-medium'}`}>
          {label}
        </span>
        <span className="text-xs text-subtle">{detail}</span>
      </dt>
      <dd className={`ml-auto text-sm ${isSum ? 'font-semibold' : ''}`}>{children}</dd>
    </div>
  );
}

const linkStyles = 'text-accent-ink underline-offset-3 hover:underline';

function PendingLink({ count }: { count: number }) {
  const { tenant } = useSession();
  const canRead = useCan('transfer.read');
  const text = `${formatCount(count)} ${count === 1 ? 'transfer waits' : 'transfers wait'} for the ledger`;
  if (count === 0 || !canRead) return <>{text}</>;
  return (
    <Link
      to="/$tenant/transfers"
      params={{ tenant: tenant.slug }}
      search={{ status: 'PENDING' }}
      className={linkStyles}
    >
      {text}
    </Link>
  );
}

function WaitingLink({ count }: { count: number }) {
  const { tenant } = useSession();
  const canRead = useCan('transfer.read');
  const text = `in circulation, but ${formatCount(count)} ${count === 1 ? 'transfer waits' : 'transfers wait'} for approval`;
  if (count === 0 || !canRead) return <>{text}</>;
  return (
    <Link
      to="/$tenant/transfers"
      params={{ tenant: tenant.slug }}
      search={{ status: 'AWAITING_APPROVAL' }}
      className={linkStyles}
    >
      {text}
    </Link>
  );
}
