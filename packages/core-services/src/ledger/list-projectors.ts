import type { ProjectorView } from '@freehold/core-contracts/ledger';
import type { ServiceContext } from '../context.ts';
import { readObserved, seenSince } from './observed-heights.ts';

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
      select: { blockNumber: true, fabricChannel: true, observed: true },
    }),
    ctx.db.ledgerBlock.findFirst({
      where: { channel, blockNumber: { gt: lastBlock } },
      orderBy: { blockNumber: 'asc' },
      select: { createdAt: true },
    }),
  ]);
  const headBlock = chain?.blockNumber ?? -1n;
  const lagBlocks = headBlock > lastBlock ? headBlock - lastBlock : 0n;
  // A peer does not say when its blocks were made: there it is when we first saw that they were.
  const isElsewhere = chain !== null && chain.fabricChannel !== null;
  const since = isElsewhere
    ? seenSince(readObserved(chain.observed), lastBlock)
    : (oldest?.createdAt ?? null);
  const lagSeconds =
    since === null ? null : Math.max(0, (ctx.clock().getTime() - since.getTime()) / 1000);
  return { ...state, headBlock, lagBlocks, lagSeconds: lagBlocks === 0n ? 0 : lagSeconds };
}
