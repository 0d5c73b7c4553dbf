import { AppError } from '@freehold/core-contracts/errors';
import { mainChannel, type BlockDetail, type GetBlockInput } from '@freehold/core-contracts/ledger';
import type { ServiceContext } from '../context.ts';
import { toHex } from './ledger-hash.ts';
import { blockSummaryFields } from './list-blocks.ts';

/** A block with its transactions. Throws NOT_FOUND `entity.not_found`. */
export async function getBlock({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetBlockInput;
}): Promise<BlockDetail> {
  const block = await ctx.db.ledgerBlock.findFirst({
    where: { channel: mainChannel, blockNumber: input.blockNumber },
    select: {
      ...blockSummaryFields,
      dataHash: true,
      transactions: {
        orderBy: { indexInBlock: 'asc' },
        select: {
          txId: true,
          indexInBlock: true,
          commandId: true,
          commandType: true,
          chaincode: true,
          payload: true,
          events: true,
          validationCode: true,
          hash: true,
        },
      },
    },
  });
  if (block === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'block' });
  return {
    ...block,
    hash: toHex(block.hash),
    previousHash: toHex(block.previousHash),
    dataHash: toHex(block.dataHash),
    transactions: block.transactions.map((entry) => ({ ...entry, hash: toHex(entry.hash) })),
  };
}
