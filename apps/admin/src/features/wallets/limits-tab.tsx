import type { WalletDetail } from '@freehold/core-contracts/wallets';
import { Button } from '@freehold/ui/button';
import { Link } from '@tanstack/react-router';
import { EffectiveLimitsCard } from '../../components/effective-limits-card.tsx';
import { PendingCard } from '../../components/pending-card.tsx';
import { useCan, useSession } from '../../lib/session.tsx';
import { useHolderLimits } from './use-wallets.ts';

/** What its holder may still send, from all their wallets together. */
export function LimitsTab({ wallet }: { wallet: WalletDetail }) {
  const { tenant } = useSession();
  const canManage = useCan('limit.manage');
  const limits = useHolderLimits(wallet);
  const { holder } = wallet;
  if (!limits.data) {
    return <PendingCard error={limits.error} onRetry={() => void limits.refetch()} lineCount={6} />;
  }
  return (
    <EffectiveLimitsCard
      limits={limits.data}
      actions={
        canManage &&
        holder.id && (
          <Button asChild size="sm">
            <Link
              to="/$tenant/limits"
              params={{ tenant: tenant.slug }}
              search={{
                set: holder.kind === 'USER' ? 'USER' : 'ORGANIZATION',
                key: holder.id,
                name: holder.name,
              }}
            >
              Set limits for {holder.name}
            </Link>
          </Button>
        )
      }
    />
  );
}
