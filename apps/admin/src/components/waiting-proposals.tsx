import type { ProposalView } from '@freehold/core-contracts/people';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { humanize } from '@freehold/ui/formats';
import { Link } from '@tanstack/react-router';
import { useSession } from '../lib/session.tsx';

/** Acts on the open record that wait for a second operator. */
export function WaitingProposals({
  proposals,
}: {
  proposals: readonly ProposalView[] | undefined;
}) {
  const { tenant } = useSession();
  return proposals?.map((proposal) => (
    <Alert
      key={proposal.id}
      tone="info"
      title={`${humanize(proposal.action.split('.').at(-1) ?? '')} is proposed`}
      action={
        <Button asChild size="sm">
          <Link
            to="/$tenant/proposals"
            params={{ tenant: tenant.slug }}
            search={{ open: proposal.id }}
          >
            Show the proposal
          </Link>
        </Button>
      }
    >
      By {proposal.isOwn ? 'you' : proposal.proposedByName}; it waits for a second operator.
    </Alert>
  ));
}
