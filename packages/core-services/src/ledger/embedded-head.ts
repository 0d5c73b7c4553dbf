import type { TenantTransaction } from '@freehold/core-db';
import { genesisHash } from './ledger-hash.ts';

export interface ChainHead {
  readonly blockNumber: bigint;
  readonly hash: Uint8Array<ArrayBuffer>;
  /** Where it is set the chain is not ours: nothing may be appended. */
  readonly fabricChannel: string | null;
}

/** Head of a chain, locked until the transaction ends; made where there is none. Until then nothing is appended. */
export async function lockHead(
  tx: TenantTransaction,
  channel: string,
  now: Date,
): Promise<ChainHead> {
  const select = { blockNumber: true, hash: true, fabricChannel: true } as const;
  const touch = { where: { channel }, data: { updatedAt: now }, select };
  const [head] = await tx.ledgerChain.updateManyAndReturn(touch);
  if (head !== undefined) return head;
  await tx.ledgerChain.createMany({
    data: [{ channel, blockNumber: -1n, hash: genesisHash }],
    skipDuplicates: true,
  });
  const [made] = await tx.ledgerChain.updateManyAndReturn(touch);
  if (made === undefined) throw new Error('The chain has no head');
  return made;
}
