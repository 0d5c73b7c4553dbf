import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma } from '@freehold/core-db';
import { actorName, type Actor, type ServiceContext } from '../context.ts';
import { isSameDigest } from '../keyring.ts';

export type Operator = Extract<Actor, { kind: 'OPERATOR' }>;

/** The operator who acts. Throws FORBIDDEN `proposal.operators_only`. */
export function requireOperator(ctx: ServiceContext): Operator {
  const { actor } = ctx;
  if (actor.kind !== 'OPERATOR') throw new AppError('FORBIDDEN', 'proposal.operators_only');
  return actor;
}

/** Who proposes, as a proposal keeps it. */
export function proposerOf(ctx: ServiceContext) {
  const actor = requireOperator(ctx);
  return {
    proposedById: actor.userId,
    proposedByTenantId: actor.homeTenantId,
    proposedByName: actorName(actor),
    proposedByDigest: addressDigest(ctx, actor),
  };
}

/** Whether the caller is who proposed: by the account, or by the address where the account is another tenant's. */
export function isProposer(
  ctx: ServiceContext,
  proposal: {
    readonly proposedById: string;
    readonly proposedByTenantId: string;
    readonly proposedByDigest: Uint8Array | null;
  },
): boolean {
  const { actor } = ctx;
  if (actor.kind !== 'OPERATOR') return false;
  const { proposedById, proposedByTenantId, proposedByDigest } = proposal;
  if (proposedById === actor.userId && proposedByTenantId === actor.homeTenantId) return true;
  const own = addressDigest(ctx, actor);
  return own !== null && proposedByDigest !== null && isSameDigest(own, proposedByDigest);
}

/** The filter of a list that holds what the caller proposed, or what others did. */
export function whoseProposals(ctx: ServiceContext, isOwn: boolean): Prisma.ProposalWhereInput {
  const actor = requireOperator(ctx);
  const byAccount = { proposedById: actor.userId, proposedByTenantId: actor.homeTenantId };
  const digest = addressDigest(ctx, actor);
  if (isOwn) {
    return { OR: [byAccount, ...(digest === null ? [] : [{ proposedByDigest: digest }])] };
  }
  // Of a proposal without a digest the comparison is unknown, which a plain NOT would leave out.
  const byAddress =
    digest === null
      ? {}
      : { OR: [{ proposedByDigest: null }, { NOT: { proposedByDigest: digest } }] };
  return { AND: [{ NOT: byAccount }, byAddress] };
}

function addressDigest({ keyring }: ServiceContext, { email }: Operator) {
  return email === undefined ? null : keyring.digest('proposal.person', email);
}
