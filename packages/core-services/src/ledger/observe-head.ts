import { mainChannel } from '@freehold/core-contracts/ledger';
import type { ServiceContext } from '../context.ts';
import type { LedgerGateway } from './ledger-gateway.ts';

/**
 * Asks a ledger elsewhere how high the tenant's channel is and writes it down, which is what the
 * projectors, the console and the figures go by. True when it has grown; an older answer changes
 * nothing. Throws LedgerError.
 */
export async function observeHead({
  ctx,
  ledger,
}: {
  ctx: ServiceContext;
  ledger: Pick<LedgerGateway, 'head'>;
}): Promise<boolean> {
  const chain = { tenantId: ctx.tenant.id, channel: mainChannel };
  const { blockNumber } = await ledger.head(chain);
  const { count } = await ctx.db.ledgerChain.updateMany({
    where: {
      channel: mainChannel,
      fabricChannel: { not: null },
      blockNumber: { lt: blockNumber },
    },
    data: { blockNumber },
  });
  return count > 0;
}
