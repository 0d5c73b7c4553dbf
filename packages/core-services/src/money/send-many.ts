import type { SendManyInput, TransferBatchResult } from '@freehold/core-contracts/transfers';
import type { ServiceContext } from '../context.ts';
import { ownSender, toOwnRequest, toTransferResult } from './own-transfers.ts';
import { postForSender } from './post-for-sender.ts';
import { newMoneyId } from './transfer-command.ts';

/**
 * Sends up to 1,000 transfers from wallets of the caller's own, or of the key's organization, in their
 * order and each on its own: what one is refused holds up no other. A result each, in order.
 */
export async function sendMany({
  ctx,
  input: { transfers },
}: {
  ctx: ServiceContext;
  input: SendManyInput;
}): Promise<TransferBatchResult> {
  const sender = ownSender(ctx);
  const batchId = newMoneyId(ctx);
  const pairs = transfers.map((input) => ({ input, request: toOwnRequest(ctx, sender, input) }));
  const verdicts = await postForSender(
    ctx,
    sender,
    pairs.map(({ request }) => request),
    {
      batchId,
      audit: {
        action: 'transfer.createMany',
        entityType: 'TransferBatch',
        entityId: batchId,
        organizationId: sender.organizationId ?? undefined,
        changes: { count: transfers.length },
      },
    },
  );
  const results = pairs.flatMap(({ input, request }, index) => {
    const verdict = verdicts[index];
    return verdict === undefined ? [] : [toTransferResult(input, request, verdict)];
  });
  if (results.some(({ isNew, outcome }) => isNew && outcome === 'ACCEPTED')) ctx.wake('outbox');
  return { batchId, results };
}
