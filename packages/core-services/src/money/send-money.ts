import { AppError } from '@freehold/core-contracts/errors';
import type { SendMoneyInput, TransferResult } from '@freehold/core-contracts/transfers';
import type { ServiceContext } from '../context.ts';
import { managedOrganization } from './managed-organization.ts';
import {
  assertStored,
  ownSender,
  scopedRequestId,
  toOwnRequest,
  toTransferResult,
} from './own-transfers.ts';
import { postTransfers } from './post-transfers.ts';
import { transferFee } from './transfer-fee.ts';
import type { TransferRequest, TransferSender, TransferVerdict } from './transfer-request.ts';

/**
 * Sends money from a wallet of the caller's own, of an organization they manage, or of the key's
 * organization. What is rejected says why in its reasons; the same request again gives the same
 * answer. Throws NOT_FOUND `entity.not_found` for a wallet that is not there or not theirs, CONFLICT
 * `transfer.request_conflict` and `transfer.fee_changed`.
 */
export async function sendMoney({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SendMoneyInput;
}): Promise<TransferResult> {
  const sender = ownSender(ctx);
  let sent = await send(ctx, sender, input);
  if (sent.verdict.outcome === 'REFUSED' && ctx.actor.kind !== 'API_KEY') {
    const organizationId = await managedOrganization(ctx, input.fromWalletId);
    if (organizationId !== null) {
      sent = await send(ctx, { ...sender, userId: null, organizationId }, input);
    }
  }
  const { request, verdict } = sent;
  assertStored(verdict);
  if (verdict.isNew && verdict.outcome === 'ACCEPTED') ctx.wake('outbox');
  return toTransferResult(input, request, verdict);
}

async function send(
  ctx: ServiceContext,
  sender: TransferSender,
  input: SendMoneyInput,
): Promise<{ request: TransferRequest; verdict: TransferVerdict }> {
  await assertExpectedFee(ctx, sender, input);
  const request = toOwnRequest(ctx, sender, input);
  const { transferId, fee } = request;
  const { fromWalletId, toWalletId, amount } = input;
  const [verdict] = await postTransfers(ctx.db, ctx, [request], {
    audit: {
      action: 'transfer.create',
      entityType: 'Transfer',
      entityId: transferId,
      organizationId: sender.organizationId ?? undefined,
      changes: { fromWalletId, toWalletId, amount, fee },
    },
  });
  if (verdict === undefined) throw new Error('A transfer without a verdict');
  return { request, verdict };
}

/** A request made before keeps its answer, whatever it would cost now. */
async function assertExpectedFee(
  ctx: ServiceContext,
  sender: TransferSender,
  { fee: expected, amount, requestId }: SendMoneyInput,
): Promise<void> {
  const fee = transferFee(ctx.tenant.settings.money.fee, amount);
  if (expected === undefined || expected === fee) return;
  const known = await ctx.db.transfer.findFirst({
    where: { requestId: scopedRequestId(sender, requestId) },
    select: { id: true },
  });
  if (known === null) throw new AppError('CONFLICT', 'transfer.fee_changed', { fee });
}
