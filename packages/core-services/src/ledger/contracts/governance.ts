import { SystemParameterUpdatedEvent } from '@freehold/core-contracts/commands/admin';
import {
  CastVotePayload,
  ExecuteProposalPayload,
  type ProposalExecutedEvent,
  SubmitProposalPayload,
  type ProposalSubmittedEvent,
  type VoteCastEvent,
} from '@freehold/core-contracts/commands/governance';
import { z } from 'zod';
import { accept, defineContract, readState, refuse, type WorldState } from './contract.ts';
import { parameterKey } from './system-state.ts';

const ProposalValue = SubmitProposalPayload.pick({
  effect: true,
  quorum: true,
  closesAt: true,
}).extend({
  status: z.enum(['OPEN', 'EXECUTED', 'REJECTED']),
  votesFor: z.int(),
  votesAgainst: z.int(),
});
type ProposalValue = z.infer<typeof ProposalValue>;

const proposalKey = (proposalId: string): string => `governance/proposal/${proposalId}`;
const voteKey = (proposalId: string, voterId: string): string =>
  `governance/vote/${proposalId}/${voterId}`;

function readProposal(state: WorldState, proposalId: string): ProposalValue | null {
  return readState(state, proposalKey(proposalId), ProposalValue);
}

const hasClosed = ({ closesAt }: ProposalValue, moment: Date): boolean =>
  moment.getTime() >= Date.parse(closesAt);

export const submitProposal = defineContract(SubmitProposalPayload, {
  keysOf: ({ proposalId }) => [proposalKey(proposalId)],
  execute(payload, state, moment) {
    const { proposalId, effect, quorum, closesAt } = payload;
    const key = proposalKey(proposalId);
    if (state.has(key)) return refuse('PROPOSAL_EXISTS');
    const counts = { votesFor: 0, votesAgainst: 0 };
    const value: ProposalValue = { effect, quorum, closesAt, status: 'OPEN', ...counts };
    if (hasClosed(value, moment)) return refuse('PROPOSAL_CLOSED');
    const event: ProposalSubmittedEvent = payload;
    return accept([{ key, value }], ['ProposalSubmitted', event]);
  },
});

export const castVote = defineContract(CastVotePayload, {
  keysOf: ({ proposalId, voterId }) => [proposalKey(proposalId), voteKey(proposalId, voterId)],
  execute({ proposalId, voterId, isFor }, state, moment) {
    const proposal = readProposal(state, proposalId);
    if (proposal === null) return refuse('PROPOSAL_UNKNOWN');
    if (proposal.status !== 'OPEN' || hasClosed(proposal, moment)) {
      return refuse('PROPOSAL_CLOSED');
    }
    const vote = voteKey(proposalId, voterId);
    if (state.has(vote)) return refuse('ALREADY_VOTED');
    const counts = {
      votesFor: proposal.votesFor + (isFor ? 1 : 0),
      votesAgainst: proposal.votesAgainst + (isFor ? 0 : 1),
    };
    const event: VoteCastEvent = { proposalId, voterId, isFor, ...counts };
    const writes = [
      { key: proposalKey(proposalId), value: { ...proposal, ...counts } },
      { key: vote, value: { isFor } },
    ];
    return accept(writes, ['VoteCast', event]);
  },
});

/** Accepted: enough votes, and more for it than against. */
function isAccepted({ votesFor, votesAgainst, quorum }: ProposalValue): boolean {
  return votesFor + votesAgainst >= quorum && votesFor > votesAgainst;
}

const ExecutionEvents = z.tuple([
  z.unknown(),
  z.object({ payload: SystemParameterUpdatedEvent }).optional(),
]);

export const executeProposal = defineContract(ExecuteProposalPayload, {
  keysOf: ({ proposalId }) => [proposalKey(proposalId)],
  execute({ proposalId }, state, moment) {
    const proposal = readProposal(state, proposalId);
    if (proposal === null) return refuse('PROPOSAL_UNKNOWN');
    if (proposal.status !== 'OPEN') return refuse('PROPOSAL_DECIDED');
    if (!hasClosed(proposal, moment)) return refuse('PROPOSAL_OPEN');
    const outcome = isAccepted(proposal) ? 'EXECUTED' : 'REJECTED';
    const event: ProposalExecutedEvent = { proposalId, outcome };
    const decided = { key: proposalKey(proposalId), value: { ...proposal, status: outcome } };
    const { effect } = proposal;
    if (outcome === 'REJECTED' || effect === null) {
      return accept([decided], ['ProposalExecuted', event]);
    }
    return accept(
      [decided, { key: parameterKey(effect.key), value: { value: effect.value } }],
      ['ProposalExecuted', event],
      ['SystemParameterUpdated', effect],
    );
  },
  writtenKeysOf({ proposalId }, events) {
    const [, updated] = ExecutionEvents.parse(events);
    return [proposalKey(proposalId), ...(updated ? [parameterKey(updated.payload.key)] : [])];
  },
});
