import { mainChannel } from '@freehold/core-contracts/ledger';
import type { TenantClient } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { toHex } from './ledger-hash.ts';
import { signHead } from './signed-head.ts';

const exportFormat = 'freehold.ledger.export.1';

export interface ExportOptions {
  /** Blocks read at a time. */
  readonly pageSize?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (writtenBlocks: bigint, headBlock: bigint) => void;
}

/**
 * The tenant's embedded chain as JSON Lines, a page at a time, as it stands and without checking it:
 * a header with the signed head, then one line for each block up to it. Throws NOT_FOUND
 * `entity.not_found` where there is no block.
 */
export async function* exportChain(
  ctx: ServiceContext,
  { pageSize = 200, signal, onProgress }: ExportOptions = {},
): AsyncGenerator<string> {
  const head = await signHead(ctx);
  const last = BigInt(head.blockNumber);
  const { tenant, tenantId, channel } = head;
  const exportedAt = ctx.clock().toISOString();
  yield JSON.stringify({ format: exportFormat, tenant, tenantId, channel, exportedAt, head });
  let next = 0n;
  while (next <= last) {
    if (signal?.aborted === true) return;
    const blocks = await readPage(ctx.db, next, last, pageSize);
    for (const block of blocks) yield JSON.stringify(block);
    const end = blocks.at(-1);
    // A gap is written as what it is: whoever checks the file finds it.
    if (end === undefined) return;
    next = BigInt(end.blockNumber) + 1n;
    onProgress?.(next, last);
  }
}

async function readPage(db: TenantClient, from: bigint, to: bigint, pageSize: number) {
  const blocks = await db.ledgerBlock.findMany({
    where: { channel: mainChannel, blockNumber: { gte: from, lte: to } },
    orderBy: { blockNumber: 'asc' },
    take: pageSize,
    select: {
      blockNumber: true,
      previousHash: true,
      dataHash: true,
      hash: true,
      transactionCount: true,
      createdAt: true,
    },
  });
  const transactions = await db.ledgerTransaction.findMany({
    where: {
      channel: mainChannel,
      blockNumber: { gte: from, lte: blocks.at(-1)?.blockNumber ?? from },
    },
    orderBy: [{ blockNumber: 'asc' }, { indexInBlock: 'asc' }],
    select: {
      blockNumber: true,
      indexInBlock: true,
      txId: true,
      commandId: true,
      commandType: true,
      chaincode: true,
      payload: true,
      events: true,
      validationCode: true,
      createdAt: true,
      hash: true,
    },
  });
  return blocks.map(({ blockNumber, previousHash, dataHash, hash, ...block }) => ({
    blockNumber: blockNumber.toString(),
    previousHash: toHex(previousHash),
    dataHash: toHex(dataHash),
    hash: toHex(hash),
    ...block,
    transactions: transactions
      .filter((transaction) => transaction.blockNumber === blockNumber)
      .map(({ blockNumber: _block, hash: own, ...transaction }) => ({
        ...transaction,
        hash: toHex(own),
      })),
  }));
}
