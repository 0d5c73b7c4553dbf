import { mainChannel } from '@freehold/core-contracts/ledger';
import type { ServiceContext } from '../context.ts';
import type { LedgerGateway } from './ledger-gateway.ts';
import { note, readObserved } from './observed-heights.ts';

/**
 * Asks a ledger elsewhere how high the tenant's channel is and writes it down with the time, which is
 * what the projectors, the console and the figures go by. True when it has grown; an older answer
 * changes nothing. Throws LedgerError.
 */
export async function observeHead({
  ctx,
  ledger,
}: {
  ctx: ServiceContext;
  ledger: Pick<LedgerGateway, 'head'>;
}): Promise<boolean> {
  const { blockNumber } = await ledger.head({ tenantId: ctx.tenant.id, channel: mainChannel });
  const where = { channel: mainChannel, fabricChannel: { not: null } };
  const [chain, slowest] = await Promise.all([
    ctx.db.ledgerChain.findFirst({ where, select: { blockNumber: true, observed: true } }),
    ctx.db.projectorState.findFirst({
      where: { channel: mainChannel },
      orderBy: { lastBlock: 'asc' },
      select: { lastBlock: true },
    }),
  ]);
  if (chain === null || chain.blockNumber >= blockNumber) return false;
  const observed = note(readObserved(chain.observed), {
    seen: { block: blockNumber, at: ctx.clock() },
    projectedThrough: slowest?.lastBlock ?? -1n,
  });
  const { count } = await ctx.db.ledgerChain.updateMany({
    // Of two that saw it grow one writes it down.
    where: { ...where, blockNumber: chain.blockNumber },
    data: {
      blockNumber,
      observed: observed.map(({ block, at }) => ({ block: String(block), at: at.toISOString() })),
    },
  });
  return count > 0;
}
