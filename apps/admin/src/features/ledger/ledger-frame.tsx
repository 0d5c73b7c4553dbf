import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { TabLink, TabLinks } from '../../components/tab-links.tsx';
import { VerifyChainButton } from '../../components/verify-chain-dialog.tsx';
import { useSession } from '../../lib/session.tsx';
import { useVerifyLedger } from './use-ledger.ts';

const tabs = [
  { to: '/$tenant/ledger/blocks', label: 'Blocks' },
  { to: '/$tenant/ledger/commands', label: 'Commands' },
  { to: '/$tenant/ledger/events', label: 'Events' },
  { to: '/$tenant/ledger/projectors', label: 'Projectors' },
  { to: '/$tenant/ledger/dead-letters', label: 'Dead letters' },
  { to: '/$tenant/ledger/records', label: 'Records' },
] as const;

export type LedgerFrameProps = {
  troubles: { commandsFailed: number; deadLettersOpen: number };
  children: ReactNode;
};

/** What the ledger pages have in common: title, ways between them, verification. */
export function LedgerFrame({ troubles, children }: LedgerFrameProps) {
  const { tenant } = useSession();
  const verify = useVerifyLedger();
  const counts: Partial<Record<(typeof tabs)[number]['label'], number>> = {
    Commands: troubles.commandsFailed,
    'Dead letters': troubles.deadLettersOpen,
  };
  return (
    <Page
      title="Ledger"
      description="Commands on their way out, blocks, and the events that come back."
      actions={
        <VerifyChainButton
          title="Ledger of this tenant"
          noun="blocks"
          verdict={verify.data}
          error={verify.error}
          isBusy={verify.isPending}
          onVerify={() => verify.mutate()}
        />
      }
    >
      <TabLinks label="Ledger">
        {tabs.map((tab) => (
          <li key={tab.to}>
            <TabLink
              to={tab.to}
              params={{ tenant: tenant.slug }}
              activeOptions={{ includeSearch: false }}
              count={counts[tab.label] ?? 0}
            >
              {tab.label}
            </TabLink>
          </li>
        ))}
      </TabLinks>
      {children}
    </Page>
  );
}
