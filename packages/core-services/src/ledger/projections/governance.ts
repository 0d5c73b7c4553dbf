import {
  ProposalExecutedEvent,
  ProposalSubmittedEvent,
  VoteCastEvent,
} from '@freehold/core-contracts/commands/governance';
import type { TenantTransaction } from '@freehold/core-db';
import { listLater, stampsBeside } from './later-events.ts';
import { parseEvent, stampsOf } from './parse-event.ts';
import { ProjectionError, type EventHandler, type Projection } from './projection.ts';

const name = 'governance';

const submit: EventHandler = async (tx, _ctx, event) => {
  const { proposalId: id, closesAt, effect, ...rest } = parseEvent(event, ProposalSubmittedEvent);
  const proposal = { id, ...rest, closesAt: new Date(closesAt), ...stampsOf(event) };
  await tx.governanceProposal.createMany({
    data: [effect === null ? proposal : { ...proposal, effect }],
    skipDuplicates: true,
  });
};

const countVote: EventHandler = async (tx, _ctx, event) => {
  const vote = parseEvent(event, VoteCastEvent);
  const { proposalId, voterId, isFor } = vote;
  const seen = await requireProposal(tx, proposalId);
  const { timestamp } = event;
  const { count } = await tx.governanceVote.createMany({
    data: [{ proposalId, voterId, isFor, castAt: timestamp, createdAt: timestamp }],
    skipDuplicates: true,
  });
  if (count === 0) return;
  const about = { proposalId };
  const bearings = ['VoteCast', 'ProposalExecuted'].map((one) => ({ name: one, about }));
  const later = await listLater(tx, { projection: name, event, bearings });
  // The event has the counts after it: a later one knew of this vote.
  const votesFor = Math.max(vote.votesFor, seen.votesFor);
  const votesAgainst = Math.max(vote.votesAgainst, seen.votesAgainst);
  await tx.governanceProposal.updateMany({
    where: { id: proposalId },
    data: { votesFor, votesAgainst, ...stampsBeside(seen, event, later) },
  });
};

const decide: EventHandler = async (tx, _ctx, event) => {
  const { proposalId: id, outcome } = parseEvent(event, ProposalExecutedEvent);
  await requireProposal(tx, id);
  await tx.governanceProposal.updateMany({
    where: { id, status: 'OPEN' },
    data: { status: outcome, executedAt: event.timestamp, updatedAt: event.timestamp },
  });
};

async function requireProposal(tx: TenantTransaction, id: string) {
  const proposal = await tx.governanceProposal.findFirst({
    where: { id },
    select: { votesFor: true, votesAgainst: true, createdAt: true, updatedAt: true },
  });
  if (proposal === null) throw new ProjectionError(`The ledger has no proposal ${id}`);
  return proposal;
}

/** Proposals on the ledger and their votes. */
export const governance: Projection = {
  name,
  handlers: {
    ProposalSubmitted: { 1: submit },
    VoteCast: { 1: countVote },
    ProposalExecuted: { 1: decide },
  },
  // Votes go with their proposal.
  reset: async (tx) => {
    await tx.governanceProposal.deleteMany({ where: {} });
  },
};
