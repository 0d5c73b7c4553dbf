import type { ListProposalsInput, ProposalPage } from '@freehold/core-contracts/people';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { proposalFields, toProposalView } from './proposal-fields.ts';
import { whoseProposals } from './proposer.ts';

/** A page of the tenant's proposals, newest first. */
export async function listProposals({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListProposalsInput;
}): Promise<ProposalPage> {
  const { status, decider, entityType, entityId, isOwn } = input;
  const where: Prisma.ProposalWhereInput = {
    ...(status !== undefined && status.length > 0 ? { status: { in: status } } : {}),
    ...(decider === undefined ? {} : { decider }),
    ...(entityType === undefined ? {} : { entityType }),
    ...(entityId === undefined ? {} : { entityId }),
    ...(isOwn === undefined ? {} : whoseProposals(ctx, isOwn)),
  };
  const [rows, total] = await Promise.all([
    ctx.db.proposal.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: proposalFields,
    }),
    ctx.db.proposal.count({ where }),
  ]);
  return toPage(
    rows.map((row) => toProposalView(ctx, row)),
    total,
    input,
  );
}
