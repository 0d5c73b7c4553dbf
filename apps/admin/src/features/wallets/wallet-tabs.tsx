import type { WalletDetail } from '@freehold/core-contracts/wallets';
import { Money } from '@freehold/ui/money';
import { Stat } from '@freehold/ui/stat';
import { TabPanel, Tabs } from '@freehold/ui/tabs';
import { Time } from '@freehold/ui/time';
import { AuditExcerpt } from '../../components/audit-excerpt.tsx';
import { useCan } from '../../lib/session.tsx';
import { ChartTab } from './chart-tab.tsx';
import { LimitsTab } from './limits-tab.tsx';
import { StatementTab } from './statement-tab.tsx';
import { useWalletHistory } from './use-wallets.ts';
import { WalletFacts } from './wallet-facts.tsx';
import type { WalletParts } from './wallet-parts.ts';
import type { WalletTab } from './wallets-search.ts';

/** What the address says, and how it is changed. */
const statMoney = 'text-lg tracking-normal whitespace-normal [overflow-wrap:anywhere]';

/** A wallet, one side at a time; which one is in the address. */
export function WalletTabs(props: WalletParts & { wallet: WalletDetail }) {
  const { wallet, search, onTabChange } = props;
  const canReadAudit = useCan('audit.read');
  const hasLimits = wallet.holder.id !== null;
  const tabs = [
    { value: 'statement', label: 'Statement' },
    { value: 'chart', label: 'By the day' },
    { value: 'facts', label: 'Facts' },
    ...(hasLimits ? [{ value: 'limits', label: 'Limits' }] : []),
    ...(canReadAudit ? [{ value: 'history', label: 'History' }] : []),
  ];
  return (
    <>
      <Figures wallet={wallet} />
      <Tabs
        label="Sides of the wallet"
        value={search.tab ?? 'statement'}
        onValueChange={(next) => onTabChange(next as WalletTab)}
        tabs={tabs}
        className="min-w-0"
      >
        <TabPanel value="statement">
          <StatementTab {...props} />
        </TabPanel>
        <TabPanel value="chart">
          <ChartTab {...props} />
        </TabPanel>
        <TabPanel value="facts">
          <WalletFacts wallet={wallet} />
        </TabPanel>
        {hasLimits && (
          <TabPanel value="limits">
            <LimitsTab wallet={wallet} />
          </TabPanel>
        )}
        {canReadAudit && (
          <TabPanel value="history">
            <History walletId={wallet.id} />
          </TabPanel>
        )}
      </Tabs>
    </>
  );
}

function Figures({ wallet }: { wallet: WalletDetail }) {
  const { balance, heldBalance, availableBalance, currencyCode, lastMovedAt } = wallet;
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Stat
        label="Balance"
        value={<Money value={balance} currencyCode={currencyCode} className={statMoney} />}
        detail={
          lastMovedAt ? (
            <>
              moved <Time value={lastMovedAt} format="relative" />
            </>
          ) : (
            'never moved'
          )
        }
      />
      <Stat
        label="Available"
        value={<Money value={availableBalance} currencyCode={currencyCode} className={statMoney} />}
        detail={wallet.isFrozen ? 'nothing moves while it is frozen' : 'may be sent'}
        tone={wallet.isFrozen ? 'danger' : 'neutral'}
      />
      <Stat
        label="Held"
        value={<Money value={heldBalance} currencyCode={currencyCode} className={statMoney} />}
        detail="waits for approvals"
        tone={heldBalance === '0' ? 'neutral' : 'warning'}
      />
    </div>
  );
}

function History({ walletId }: { walletId: string }) {
  const { data, error } = useWalletHistory(walletId);
  return <AuditExcerpt entityId={walletId} entries={data?.items} error={error} />;
}
