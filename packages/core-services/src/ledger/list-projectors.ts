import type { ProjectorView } from '@freehold/core-contracts/ledger';
import type { ServiceContext } from '../context.ts';

/** Most projectors that are shown; a tenant has a handful. */
const maxProjectors = 100;

/** Where each projector of the tenant stands, and how far behind the chain. */
export async function listProjectors({ ctx }: { ctx: ServiceContext }): Promise<ProjectorView[]> {
  const states = await ctx.db.projectorState.findMany({
    orderBy: [{ projectorName: 'asc' }, { channel: 'asc' }],
    take: maxProjectors,
    select: {
      projectorName: true,
      channel: true,
      lastBlock: true,
      lastEventIndex: true,
      updatedAt: true,
    },
  });
  return Promise.all(states.map((state) => withLag(ctx, state)));
}

type State = Pick<
  ProjectorView,
  'projectorName' | 'channel' | 'lastBlock' | 'lastEventIndex' | 'updatedAt'
>;

async function withLag(ctx: ServiceContext, state: State): Promise<ProjectorView> {
  const { channel, lastBlock } = state;
  const [chain, oldest] = await Promise.all([
    ctx.db.ledgerChain.findFirst({
      where: { channel },
      select: { blockNumber: true, fabricChannel: true },
    }),
    ctx.db.ledgerBlock.findFirst({
      where: { channel, blockNumber: { gt: lastBlock } },
      orderBy: { blockNumber: 'asc' },
      select: { createdAt: true },
    }),
  ]);
  const headBlock = chain?.blockNumber ?? -1n;
  const lagBlocks = headBlock > lastBlock ? headBlock - lastBlock : 0n;
  const lagMs = oldest === null ? 0 : ctx.clock().getTime() - oldest.createdAt.getTime();
  // A peer does not say when its blocks were made.
  const isTimed = lagBlocks === 0n || chain?.fabricChannel === null;
  return {
    ...state,
    headBlock,
    lagBlocks,
    lagSeconds: isTimed ? Math.max(0, lagMs / 1000) : null,
  };
}
