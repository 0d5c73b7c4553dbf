import type { ActOutcome, ProposalDetail } from '@freehold/core-contracts/people';
import { Button } from '@freehold/ui/button';
import { Check, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useCan } from '../../lib/session.tsx';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { describeAction } from './proposal-words.ts';
import { useDecideProposal } from './use-proposals.ts';

type Decision = 'approve' | 'reject' | 'withdraw';

const words = {
  approve: {
    title: 'Approve and carry out?',
    consequence: (what: string) =>
      `${what}: it happens at once, under both names. If the record has changed since it was proposed, nothing happens and the proposal is outdated.`,
    confirm: 'Approve',
    tone: 'primary',
    done: 'Approved and carried out',
  },
  reject: {
    title: 'Reject this proposal?',
    consequence: () => 'Nothing changes. Whoever proposed it is told, with your reason.',
    confirm: 'Reject',
    tone: 'danger',
    done: 'The proposal is rejected',
  },
  withdraw: {
    title: 'Withdraw your proposal?',
    consequence: () => 'Nothing changes, and nobody decides on it any more.',
    confirm: 'Withdraw',
    tone: 'danger',
    done: 'The proposal is withdrawn',
  },
} as const;

/** Approve or reject what another operator proposed; withdraw one's own. Whoever may not agree may still say no. */
export function ProposalDecision({ proposal }: { proposal: ProposalDetail }) {
  const canDecide = useCan('proposal.decide');
  const [decision, setDecision] = useState<Decision | null>(null);
  const decide = useDecideProposal();
  const notice = useAuditNotice();
  if (proposal.status !== 'WAITING' || proposal.decider !== 'OPERATOR') return null;
  const confirm = (chosen: Decision, reason: string) => {
    const input = { proposalId: proposal.id, version: proposal.version, reason };
    const after = {
      onSuccess: (_outcome: ActOutcome | { isDone: true }) => {
        setDecision(null);
        notice(words[chosen].done, proposal.entityId);
      },
    };
    decide[chosen].mutate(input, after);
  };
  return (
    <>
      {proposal.isOwn ? (
        <Button icon={<Undo2 />} onClick={() => setDecision('withdraw')}>
          Withdraw
        </Button>
      ) : (
        canDecide && (
          <>
            <Button
              variant="danger-outline"
              icon={<X />}
              className="mr-auto"
              onClick={() => setDecision('reject')}
            >
              Reject
            </Button>
            {!proposal.refusal && (
              <Button variant="primary" icon={<Check />} onClick={() => setDecision('approve')}>
                Approve
              </Button>
            )}
          </>
        )
      )}
      {decision && (
        <ActDialog
          title={words[decision].title}
          consequence={<p>{words[decision].consequence(describeAction(proposal.action))}</p>}
          confirmLabel={words[decision].confirm}
          tone={words[decision].tone}
          isBusy={decide[decision].isPending}
          error={decide[decision].error}
          onClose={() => {
            decide[decision].reset();
            setDecision(null);
          }}
          onLookAgain={() => undefined}
          onConfirm={(reason) => confirm(decision, reason)}
        />
      )}
    </>
  );
}
