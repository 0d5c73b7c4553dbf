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
import { postForSender } from './post-for-sender.ts';
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
  await assertExpectedFee(ctx, sender, input);
  let sent = await send(ctx, sender, input);
  if (sent.verdict.outcome === 'REFUSED') {
    const manager = await findManager(ctx, sender, input);
    if (manager !== null) sent = await send(ctx, manager, input);
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
  const request = toOwnRequest(ctx, sender, input);
  const { transferId, fee } = request;
  const { fromWalletId, toWalletId, amount } = input;
  const [verdict] = await postForSender(ctx, sender, [request], {
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

/** Whom a caller sends as who manages the organization that holds the wallet; null where none does. */
async function findManager(
  ctx: ServiceContext,
  sender: TransferSender,
  { fromWalletId }: SendMoneyInput,
): Promise<TransferSender | null> {
  if (ctx.actor.kind === 'API_KEY') return null;
  const organizationId = await managedOrganization(ctx, fromWalletId);
  return organizationId === null ? null : { ...sender, userId: null, organizationId };
}

/** A request made before keeps its answer, whatever it would cost now: of the caller's own, and of the organization they send for. */
async function assertExpectedFee(
  ctx: ServiceContext,
  sender: TransferSender,
  input: SendMoneyInput,
): Promise<void> {
  const fee = transferFee(ctx.tenant.settings.money.fee, input.amount);
  if (input.fee === undefined || input.fee === fee) return;
  const manager = await findManager(ctx, sender, input);
  const senders = manager === null ? [sender] : [sender, manager];
  const known = await ctx.db.transfer.findFirst({
    where: { requestId: { in: senders.map((each) => scopedRequestId(each, input.requestId)) } },
    select: { id: true },
  });
  if (known === null) throw new AppError('CONFLICT', 'transfer.fee_changed', { fee });
}
