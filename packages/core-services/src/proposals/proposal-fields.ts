import type { ProposalView } from '@freehold/core-contracts/people';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { isProposer } from './proposer.ts';

export const proposalFields = {
  id: true,
  action: true,
  entityType: true,
  entityId: true,
  entityName: true,
  entityVersion: true,
  input: true,
  reason: true,
  status: true,
  decider: true,
  proposedById: true,
  proposedByTenantId: true,
  proposedByName: true,
  proposedByDigest: true,
  decidedByName: true,
  decisionReason: true,
  decidedAt: true,
  createdAt: true,
  expiresAt: true,
  version: true,
} as const satisfies Prisma.ProposalSelect;

export type ProposalRow = Prisma.ProposalGetPayload<{ select: typeof proposalFields }>;

// What says which row is meant, and why: the view has both elsewhere.
const leftOut = ['userId', 'version', 'reason'];
// The account is what it is about; whom it would give power to is what would change.
const leftOutOfAccounts = ['businessAccountId', 'version', 'reason'];

/** A proposal as the console shows it. */
export function toProposalView(ctx: ServiceContext, row: ProposalRow): ProposalView {
  const {
    input,
    entityVersion: _version,
    proposedById: _id,
    proposedByTenantId: _tenant,
    proposedByDigest: _digest,
    ...shown
  } = row;
  return { ...shown, changes: toChanges(input, row.entityType), isOwn: isProposer(ctx, row) };
}

function toChanges(input: unknown, entityType: string): ProposalView['changes'] {
  const hidden = entityType === 'BusinessAccount' ? leftOutOfAccounts : leftOut;
  return listFields(input, '').filter(({ field }) => !hidden.includes(field));
}

function listFields(value: unknown, prefix: string): ProposalView['changes'] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    const field = `${prefix}${name}`;
    return typeof part === 'object' && part !== null
      ? listFields(part, `${field}.`)
      : [{ field, value: String(part) }];
  });
}
