import type { ProposalDetail, ProposalView } from '@freehold/core-contracts/people';
import { Alert } from '@freehold/ui/alert';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { humanize } from '@freehold/ui/formats';
import { Link } from '@tanstack/react-router';
import { AccountChangeWords } from '../../components/account-change.tsx';
import { Problem } from '../../components/problem.tsx';
import { RefusalNotice } from '../../components/refusal-notice.tsx';
import { SheetSection } from '../../components/sheet-section.tsx';
import { Status } from '../../components/status.tsx';
import { TransferLink } from '../../components/transfer-link.tsx';
import { WalletLink } from '../../components/wallet-link.tsx';
import { proposalStatusLabels } from '../../lib/labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { ProposalDecision } from './proposal-decision.tsx';
import { describeAction } from './proposal-words.ts';
import { useProposal, useProposedChange } from './use-proposals.ts';

/** One proposal: what would change, why, and the decision. */
export function ProposalSheet({
  proposalId,
  onClose,
}: {
  proposalId: string;
  onClose: () => void;
}) {
  const { data, error, refetch } = useProposal(proposalId);
  const isWaiting = data?.status === 'WAITING';
  const canDecide = useCan('proposal.decide');
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={data ? describeAction(data.action) : 'Proposal'}
      description={data && <Status label={proposalStatusLabels[data.status]} />}
      footer={
        isWaiting && data.decider === 'OPERATOR' && (data.isOwn || canDecide) ? (
          <ProposalDecision proposal={data} />
        ) : undefined
      }
    >
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonLines count={7} />}
      {data && <Detail proposal={data} />}
    </Sheet>
  );
}

function Detail({ proposal }: { proposal: ProposalDetail }) {
  const { tenant } = useSession();
  const change = useProposedChange(proposal);
  return (
    <div className="grid gap-6">
      <RefusalNotice refusal={proposal.refusal} />
      {proposal.status === 'OUTDATED' && (
        <Alert tone="warning">
          The record was changed by others before it was approved, so nothing was carried out.
        </Alert>
      )}
      <SheetSection title="About">
        {proposal.entityType === 'User' ? (
          <Link
            to="/$tenant/users/$userId"
            params={{ tenant: tenant.slug, userId: proposal.entityId }}
            className="justify-self-start rounded-xs text-sm font-medium text-accent-ink underline-offset-3 hover:underline"
          >
            {proposal.entityName}
          </Link>
        ) : (
          <Entity proposal={proposal} />
        )}
      </SheetSection>
      <SheetSection title="What would change">
        {change ? (
          <div className="text-sm text-ink">
            <AccountChangeWords {...change} />
          </div>
        ) : proposal.changes.length === 0 ? (
          <p className="text-sm text-muted">The record as a whole.</p>
        ) : (
          <KeyValueList
            items={proposal.changes.map(({ field, value }) => ({ label: humanize(field), value }))}
          />
        )}
      </SheetSection>
      <SheetSection title="Why">
        <p className="text-sm whitespace-pre-line text-ink">
          {proposal.reason || <span className="text-subtle">No reason was given.</span>}
        </p>
      </SheetSection>
      <KeyValueList
        columns={2}
        items={[
          { label: 'Proposed by', value: proposal.isOwn ? 'You' : proposal.proposedByName },
          { label: 'Proposed', value: <Time value={proposal.createdAt} /> },
          { label: 'Lapses', value: <Time value={proposal.expiresAt} /> },
          { label: 'Decided by', value: proposal.decidedByName },
          { label: 'Decided', value: proposal.decidedAt && <Time value={proposal.decidedAt} /> },
          { label: 'Reason of the decision', value: proposal.decisionReason, isWide: true },
        ]}
      />
    </div>
  );
}

function Entity({ proposal }: { proposal: ProposalView }) {
  const { entityType, entityId, entityName, action } = proposal;
  if (entityType === 'Wallet') return <WalletLink walletId={entityId} name={entityName} />;
  if (entityType === 'BusinessAccount') {
    return <AccountLink accountId={entityId} name={entityName} />;
  }
  // What would be issued is no transfer yet.
  if (entityType === 'Transfer' && action !== 'treasury.distributeGenesis') {
    return <TransferLink transferId={entityId}>{entityName}</TransferLink>;
  }
  return <p className="text-sm font-medium text-ink">{entityName}</p>;
}

function AccountLink({ accountId, name }: { accountId: string; name: string }) {
  const { tenant } = useSession();
  const canRead = useCan('wallet.read');
  if (!canRead) return <p className="text-sm font-medium text-ink">{name}</p>;
  return (
    <Link
      to="/$tenant/business-accounts/$businessAccountId"
      params={{ tenant: tenant.slug, businessAccountId: accountId }}
      className="justify-self-start rounded-xs text-sm font-medium text-accent-ink underline-offset-3 hover:underline"
    >
      {name}
    </Link>
  );
}
