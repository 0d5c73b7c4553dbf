import type { BusinessAccountDetail } from '@freehold/core-contracts/business';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { AccountChangeWords } from '../../components/account-change.tsx';
import { Problem } from '../../components/problem.tsx';
import { useCan, useSession } from '../../lib/session.tsx';
import { useAccountChanges } from './use-business.ts';

/** Changes that would give somebody more power over the account, and whose word they wait for. */
export function AccountChanges({ account }: { account: BusinessAccountDetail }) {
  const { tenant } = useSession();
  const canRead = useCan('proposal.read');
  const { data, error, refetch } = useAccountChanges(account.id);
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  return data?.map(
    ({ id, change, currencyCode, decider, proposedByName, expiresAt, isOutdated }) => (
      <Alert
        key={id}
        tone={decider === 'OPERATOR' && !isOutdated ? 'warning' : 'info'}
        title={
          decider === 'OPERATOR'
            ? 'A change waits for an operator'
            : 'A change waits for another signatory'
        }
      >
        <AccountChangeWords change={change} currencyCode={currencyCode} />
        <p>
          Proposed by {proposedByName}; lapses <Time value={expiresAt} format="relative" />.
          {isOutdated && ' The account has changed since: it can no longer be confirmed.'}
        </p>
        {canRead && (
          <Button asChild size="sm" className="mt-2">
            <Link to="/$tenant/proposals" params={{ tenant: tenant.slug }} search={{ open: id }}>
              Show the proposal
            </Link>
          </Button>
        )}
      </Alert>
    ),
  );
}
