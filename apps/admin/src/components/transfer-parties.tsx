import type { TransferParty } from '@freehold/core-contracts/transfers';
import { ArrowRight } from 'lucide-react';
import type { z } from 'zod';
import { WalletLink } from './wallet-link.tsx';

type Party = z.infer<typeof TransferParty>;

/** One side of a transfer, leading to its wallet. */
export function PartyName({ party }: { party: Party }) {
  if (party.walletId === null) return <>{party.name || 'Several'}</>;
  return <WalletLink walletId={party.walletId} name={party.name} />;
}

/** Who pays whom. */
export function TransferParties({ from, to }: { from: Party; to: Party }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-1.5">
      <PartyName party={from} />
      <ArrowRight aria-label="to" className="size-3.5 shrink-0 text-subtle" />
      <PartyName party={to} />
    </span>
  );
}
