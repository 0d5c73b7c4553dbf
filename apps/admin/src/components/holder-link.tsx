import type { WalletHolder } from '@freehold/core-contracts/wallets';
import { Link } from '@tanstack/react-router';
import { useCan, useSession } from '../lib/session.tsx';

const linkStyles = 'rounded-xs text-accent-ink underline-offset-3 hover:underline';

/** Who holds a wallet, leading to the person or organization for those who may read it. */
export function HolderLink({ holder }: { holder: WalletHolder }) {
  const { tenant } = useSession();
  const canReadUsers = useCan('user.read');
  const canReadOrganizations = useCan('organization.read');
  const params = { tenant: tenant.slug };
  if (holder.kind === 'USER' && holder.id && canReadUsers) {
    return (
      <Link
        to="/$tenant/users/$userId"
        params={{ ...params, userId: holder.id }}
        className={linkStyles}
      >
        {holder.name || 'Erased person'}
      </Link>
    );
  }
  if (holder.kind === 'ORGANIZATION' && holder.id && canReadOrganizations) {
    return (
      <Link
        to="/$tenant/organizations/$organizationId"
        params={{ ...params, organizationId: holder.id }}
        className={linkStyles}
      >
        {holder.name}
      </Link>
    );
  }
  return <>{holder.name || (holder.kind === 'SYSTEM' ? 'The tenant itself' : '—')}</>;
}
