/*
 * What people and machines send from wallets of their own: requests made of their input, results of
 * the verdicts. The database sees to it that the sender holds the wallet.
 */
import { AppError } from '@freehold/core-contracts/errors';
import type { SendManyInput, TransferResult } from '@freehold/core-contracts/transfers';
import { requireOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { sha256 } from '../keyring.ts';
import { newMoneyId, transferCommand } from './transfer-command.ts';
import { transferFee } from './transfer-fee.ts';
import type { TransferRequest, TransferSender, TransferVerdict } from './transfer-request.ts';

type OwnTransfer = SendManyInput['transfers'][number];

/** Whom a caller sends as when the wallet is their own. Throws NOT_FOUND `entity.not_found` without an account of their own here. */
export function ownSender(ctx: ServiceContext): TransferSender {
  const { actor, request } = ctx;
  if (actor.kind === 'API_KEY') {
    return { userId: null, organizationId: actor.organizationId, deviceHash: null };
  }
  const { deviceSecret = null } = request;
  return {
    userId: requireOwnUserId(ctx),
    organizationId: null,
    deviceHash: deviceSecret === null ? null : Buffer.from(sha256(deviceSecret)).toString('hex'),
  };
}

/** A requestId among those of its sender: another may use the same words. */
export function scopedRequestId(
  { userId, organizationId }: TransferSender,
  requestId: string,
): string {
  const scope = organizationId === null ? `user:${userId}` : `org:${organizationId}`;
  return `${scope}:${requestId}`;
}

/** What the sender called it, of a scoped requestId; null for what no sender named. */
export function unscopedRequestId(requestId: string): string | null {
  return /^(?:user|org):[0-9a-f-]{36}:(.+)$/u.exec(requestId)?.[1] ?? null;
}

/** The request of one transfer from a wallet of the sender's. */
export function toOwnRequest(
  ctx: ServiceContext,
  sender: TransferSender,
  { requestId, fromWalletId, toWalletId, amount, reference }: OwnTransfer,
): TransferRequest {
  const transferId = newMoneyId(ctx);
  const legs = [{ toWalletId, amount }];
  const fee = transferFee(ctx.tenant.settings.money.fee, amount);
  return {
    ...{ transferId, fromWalletId, legs, fee, sender },
    requestId: scopedRequestId(sender, requestId),
    kind: 'TRANSFER',
    reference: reference ?? null,
    businessAccountId: null,
    reversalOfId: null,
    hold: null,
    command: transferCommand(ctx, { transferId, fromWalletId, legs, fee, kind: 'TRANSFER' }),
  };
}

/** What became of a request, for its sender. */
export function toTransferResult(
  { requestId, amount }: OwnTransfer,
  { fee }: TransferRequest,
  { transferId, outcome, status, isNew, reasons }: TransferVerdict,
): TransferResult {
  const isStored = outcome !== 'CONFLICT' && outcome !== 'REFUSED';
  return {
    ...{ requestId, outcome, isNew, amount, fee },
    transferId: isStored ? transferId : null,
    status: isStored ? status : null,
    reasons: [...reasons],
  };
}

/** Throws NOT_FOUND `entity.not_found` and CONFLICT `transfer.request_conflict` for a request of which nothing is stored. */
export function assertStored({ outcome, reasons }: TransferVerdict): void {
  if (outcome === 'REFUSED') {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Wallet' });
  }
  if (outcome === 'CONFLICT') {
    throw new AppError('CONFLICT', reasons[0] ?? 'transfer.request_conflict');
  }
}
