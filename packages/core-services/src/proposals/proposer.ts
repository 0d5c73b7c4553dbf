import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
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
export interface Proposer {
  readonly proposedById: string;
  readonly proposedByTenantId: string;
  readonly proposedByName: string;
  readonly proposedByDigest: Uint8Array<ArrayBuffer> | null;
}

/** The operator who proposes. Throws FORBIDDEN `proposal.operators_only`. */
export function proposerOf(ctx: ServiceContext): Proposer {
  const actor = requireOperator(ctx);
  return {
    proposedById: actor.userId,
    proposedByTenantId: actor.homeTenantId,
    proposedByName: actorName(actor),
    proposedByDigest: addressDigest(ctx, actor.email),
  };
}

/** One of the tenant's own people who proposes; known again as an operator of another tenant by their address. */
export async function ownProposerOf(tx: TenantTransaction, ctx: ServiceContext): Promise<Proposer> {
  const userId = requireOwnUserId(ctx);
  const { email } = await tx.user.findFirstOrThrow({
    where: { id: userId },
    select: { email: true },
  });
  return {
    proposedById: userId,
    proposedByTenantId: ctx.tenant.id,
    proposedByName: actorName(ctx.actor),
    proposedByDigest: addressDigest(ctx, email),
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
  const { proposedById, proposedByTenantId, proposedByDigest } = proposal;
  if (actor.kind === 'USER') {
    return proposedById === actor.userId && proposedByTenantId === ctx.tenant.id;
  }
  if (actor.kind !== 'OPERATOR') return false;
  if (proposedById === actor.userId && proposedByTenantId === actor.homeTenantId) return true;
  const own = addressDigest(ctx, actor.email);
  return own !== null && proposedByDigest !== null && isSameDigest(own, proposedByDigest);
}

/** The filter of a list that holds what the caller proposed, or what others did. */
export function whoseProposals(ctx: ServiceContext, isOwn: boolean): Prisma.ProposalWhereInput {
  const actor = requireOperator(ctx);
  const byAccount = { proposedById: actor.userId, proposedByTenantId: actor.homeTenantId };
  const digest = addressDigest(ctx, actor.email);
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

function addressDigest({ keyring }: ServiceContext, email: string | undefined) {
  return email === undefined ? null : keyring.digest('proposal.person', email);
}
