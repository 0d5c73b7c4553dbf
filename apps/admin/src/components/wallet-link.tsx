import type { WalletKind } from '@freehold/core-contracts/enums';
import { Link } from '@tanstack/react-router';
import { walletKindLabels } from '../lib/money-labels.ts';
import { useCan, useSession } from '../lib/session.tsx';

export type WalletLinkProps = {
  walletId: string;
  name: string;
  kind?: WalletKind | undefined;
  className?: string;
};

/** Name of a wallet's holder, leading to the wallet for those who may read it. */
export function WalletLink({ walletId, name, kind, className }: WalletLinkProps) {
  const { tenant } = useSession();
  const canRead = useCan('wallet.read');
  const text = name || (kind ? walletKindLabels[kind] : 'Wallet');
  if (!canRead) return <span className={className}>{text}</span>;
  return (
    <Link
      to="/$tenant/wallets/$walletId"
      params={{ tenant: tenant.slug, walletId }}
      className={className ?? 'rounded-xs font-medium text-ink underline-offset-3 hover:underline'}
    >
      {text}
    </Link>
  );
}
