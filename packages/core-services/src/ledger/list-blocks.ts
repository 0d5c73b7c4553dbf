import { mainChannel, type BlockPage, type ListBlocksInput } from '@freehold/core-contracts/ledger';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { toHex } from './ledger-hash.ts';

export const blockSummaryFields = {
  channel: true,
  blockNumber: true,
  hash: true,
  previousHash: true,
  transactionCount: true,
  createdAt: true,
} as const satisfies Prisma.LedgerBlockSelect;

/** A page of the chain, newest block first. */
export async function listBlocks({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListBlocksInput;
}): Promise<BlockPage> {
  const where = { channel: mainChannel };
  const [rows, total, chain] = await Promise.all([
    ctx.db.ledgerBlock.findMany({
      where,
      orderBy: { blockNumber: 'desc' },
      ...pageWindow(input),
      select: blockSummaryFields,
    }),
    ctx.db.ledgerBlock.count({ where }),
    ctx.db.ledgerChain.findFirst({ where, select: { fabricChannel: true } }),
  ]);
  const items = rows.map((row) => ({
    ...row,
    hash: toHex(row.hash),
    previousHash: toHex(row.previousHash),
  }));
  return { ...toPage(items, total, input), fabricChannel: chain?.fabricChannel ?? null };
}
