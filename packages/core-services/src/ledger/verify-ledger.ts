import type { ChainVerdict } from '@freehold/core-contracts/audit';
import { mainChannel } from '@freehold/core-contracts/ledger';
import type { ServiceContext } from '../context.ts';
import { verifyChain } from './verify-chain.ts';

/** Recomputes the tenant's chain from block 0 and names the first block that does not fit. */
export function verifyLedger({ ctx }: { ctx: ServiceContext }): Promise<ChainVerdict> {
  return verifyChain(ctx.db, { channel: mainChannel });
}
