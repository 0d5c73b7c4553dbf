import { z } from 'zod';
import { Id } from '../ids.ts';
import { line, paragraph } from '../text.ts';
import { SystemParameterPart } from './admin.ts';
import { InstantText, LedgerPersonId } from './parts.ts';

/** Payload of SUBMIT_PROPOSAL. */
export const SubmitProposalPayload = z.strictObject({
  proposalId: Id,
  proposerId: LedgerPersonId,
  title: line(200),
  body: paragraph(4000),
  /** The parameter that it sets when it is accepted; null is an opinion alone. */
  effect: SystemParameterPart.nullable(),
  /** Votes, for and against, that it takes to decide. */
  quorum: z.int().min(1).max(1_000_000),
  closesAt: InstantText,
});
export type SubmitProposalPayload = z.infer<typeof SubmitProposalPayload>;

/** Event of SUBMIT_PROPOSAL, version 1. */
export const ProposalSubmittedEvent = z.object({
  proposalId: Id,
  proposerId: z.string(),
  title: z.string(),
  body: z.string(),
  effect: SystemParameterPart.nullable(),
  quorum: z.int(),
  closesAt: z.string(),
});
export type ProposalSubmittedEvent = z.infer<typeof ProposalSubmittedEvent>;

/** Payload of CAST_VOTE: one per voter, while the proposal is open. */
export const CastVotePayload = z.strictObject({
  proposalId: Id,
  voterId: LedgerPersonId,
  isFor: z.boolean(),
});
export type CastVotePayload = z.infer<typeof CastVotePayload>;

/** Event of CAST_VOTE, version 1, with the counts after it. */
export const VoteCastEvent = z.object({
  proposalId: Id,
  voterId: z.string(),
  isFor: z.boolean(),
  votesFor: z.int(),
  votesAgainst: z.int(),
});
export type VoteCastEvent = z.infer<typeof VoteCastEvent>;

/** Payload of EXECUTE_PROPOSAL: counts the votes once the proposal has closed. */
export const ExecuteProposalPayload = z.strictObject({ proposalId: Id });
export type ExecuteProposalPayload = z.infer<typeof ExecuteProposalPayload>;

/** Event of EXECUTE_PROPOSAL, version 1. */
export const ProposalExecutedEvent = z.object({
  proposalId: Id,
  outcome: z.enum(['EXECUTED', 'REJECTED']),
});
export type ProposalExecutedEvent = z.infer<typeof ProposalExecutedEvent>;
