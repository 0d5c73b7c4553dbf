import { AppError } from '@freehold/core-contracts/errors';
import type { ChainVerdict } from '@freehold/core-contracts/audit';
import { mainChannel } from '@freehold/core-contracts/ledger';
import type { ServiceContext } from '../context.ts';
import { verifyChain } from './verify-chain.ts';

/**
 * Recomputes the tenant's chain from block 0 and names the first block that does not fit. Throws
 * CONFLICT `ledger.elsewhere` where the chain is a channel of a Fabric network.
 */
export async function verifyLedger({ ctx }: { ctx: ServiceContext }): Promise<ChainVerdict> {
  const chain = await ctx.db.ledgerChain.findFirst({
    where: { channel: mainChannel, fabricChannel: { not: null } },
    select: { fabricChannel: true },
  });
  if (chain !== null) {
    throw new AppError('CONFLICT', 'ledger.elsewhere', { channel: chain.fabricChannel ?? '' });
  }
  return verifyChain(ctx.db, { channel: mainChannel });
}
