import { z } from 'zod';
import { BusinessAccountDetail, RuleView } from './business.ts';
import { ProposalDecider, SignatoryRole } from './enums.ts';
import { Id, Version } from './ids.ts';
import { OptionalReason } from './text.ts';

/** An account after a change of its list or bands. */
export const AccountChangeOutcome = BusinessAccountDetail.extend({
  /** The change that waits for a second person; null where it was made at once. */
  proposedChangeId: Id.nullable(),
});
export type AccountChangeOutcome = z.infer<typeof AccountChangeOutcome>;

const PartOfSignatory = z.object({ role: SignatoryRole, weight: z.int() });

const Bands = z.object({
  approvalTtlHours: z.int(),
  rules: z.array(RuleView.omit({ isReachable: true })),
});

/** What would become of an account, beside what it is today. */
export const AccountChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ADD_SIGNATORY'), name: z.string(), ...PartOfSignatory.shape }),
  z.object({
    kind: z.literal('CHANGE_SIGNATORY'),
    name: z.string(),
    /** Null where they are off the list by now. */
    before: PartOfSignatory.nullable(),
    after: PartOfSignatory,
  }),
  z.object({
    kind: z.literal('SET_RULES'),
    before: Bands,
    after: Bands,
  }),
]);
export type AccountChange = z.infer<typeof AccountChange>;
export type AccountBands = z.infer<typeof Bands>;

/** A change that gives power over an account and waits for a second person. */
export const AccountChangeView = z.object({
  id: Id,
  change: AccountChange,
  /** Of the amounts in it. */
  currencyCode: z.string(),
  reason: z.string(),
  /** Whose word it waits for. */
  decider: ProposalDecider,
  proposedByName: z.string(),
  isOwn: z.boolean(),
  createdAt: z.date(),
  expiresAt: z.date(),
  version: z.int(),
  /** True where the account has changed since: it can only be refused or withdrawn. */
  isOutdated: z.boolean(),
  /** What the caller may do with it as a signatory. */
  canConfirm: z.boolean(),
  canRefuse: z.boolean(),
});
export type AccountChangeView = z.infer<typeof AccountChangeView>;

export const DecideAccountChangeInput = z.strictObject({
  proposalId: Id,
  version: Version,
  reason: OptionalReason,
});
export type DecideAccountChangeInput = z.infer<typeof DecideAccountChangeInput>;
