import type { TenantTransaction } from '@freehold/core-db';
import { genesisHash } from './ledger-hash.ts';

/** Head of an embedded chain, locked until the transaction ends; made where there is none. Until then nothing is appended. */
export async function lockHead(
  tx: TenantTransaction,
  channel: string,
  now: Date,
): Promise<{ readonly blockNumber: bigint; readonly hash: Uint8Array<ArrayBuffer> }> {
  const select = { blockNumber: true, hash: true } as const;
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
