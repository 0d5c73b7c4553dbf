import { CountBadge } from '@freehold/ui/badge';
import { cn } from '@freehold/ui/class-names';
import { tabStyles } from '@freehold/ui/tabs';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { VerifyChainButton } from '../../components/verify-chain-dialog.tsx';
import { useSession } from '../../lib/session.tsx';
import { useVerifyLedger } from './use-ledger.ts';

const tabs = [
  { to: '/$tenant/ledger/blocks', label: 'Blocks' },
  { to: '/$tenant/ledger/commands', label: 'Commands' },
  { to: '/$tenant/ledger/events', label: 'Events' },
  { to: '/$tenant/ledger/projectors', label: 'Projectors' },
  { to: '/$tenant/ledger/dead-letters', label: 'Dead letters' },
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
      <nav
        aria-label="Ledger"
        className="overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        <ul className="flex gap-5">
          {tabs.map((tab) => {
            const count = counts[tab.label] ?? 0;
            return (
              <li key={tab.to}>
                <Link
                  to={tab.to}
                  params={{ tenant: tenant.slug }}
                  activeOptions={{ includeSearch: false }}
                  className={cn(
                    tabStyles,
                    'focus-visible:outline-offset-[-2px]',
                    'data-[status=active]:border-accent data-[status=active]:text-ink',
                  )}
                >
                  {tab.label}
                  {count > 0 && <CountBadge count={count} tone="danger" />}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      {children}
    </Page>
  );
}
