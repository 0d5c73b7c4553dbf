import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { settle } from './decide.ts';
import { proposalFields, type ProposalRow } from './proposal-fields.ts';

/** Ends up to `limit` proposals that waited longer than 72 hours; gives how many it looked at. */
export async function expireProposals({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const rows = await ctx.db.proposal.findMany({
    where: { expiresAt: { lte: ctx.clock() }, decidedAt: null },
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: proposalFields,
  });
  for (const proposal of rows) await expire(ctx, proposal);
  return rows.length;
}

async function expire(ctx: ServiceContext, proposal: ProposalRow): Promise<void> {
  const verdict = { status: 'EXPIRED', action: 'proposal.expire' } as const;
  try {
    await inTransaction(ctx.db, (tx) => settle(tx, ctx, proposal, verdict, async () => undefined));
  } catch (error) {
    // Withdrawn at this very moment: then there is nothing to end.
    if (!(error instanceof AppError && error.code === 'version.stale')) throw error;
  }
}
