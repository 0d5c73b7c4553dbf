import { randomUUID } from 'node:crypto';
import { TransferTokensPayload } from '@freehold/core-contracts/commands/tokenomics';
import type { ServiceContext } from '../context.ts';
import { derivedId } from '../ledger/derived-id.ts';
import type { TransferCommand } from './transfer-request.ts';

/** A UUIDv7 of now for something that money does. */
export function newMoneyId(ctx: ServiceContext): string {
  return derivedId(ctx.clock().getTime(), randomUUID());
}

/** The command that tells the ledger of a movement between wallets. */
export function transferCommand(
  ctx: ServiceContext,
  payload: TransferTokensPayload,
): TransferCommand {
  const { transferId, fromWalletId } = payload;
  return {
    commandId: newMoneyId(ctx),
    commandType: 'TRANSFER_TOKENS',
    requestId: `transfer:${transferId}`,
    aggregateKey: `wallet:${fromWalletId}`,
    payload: TransferTokensPayload.parse(payload),
  };
}
