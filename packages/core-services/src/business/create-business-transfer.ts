import { createHash, randomUUID } from 'node:crypto';
import type {
  BusinessTransferView,
  CreateBusinessTransferInput,
} from '@freehold/core-contracts/business';
import { InitiateMultisigPayload } from '@freehold/core-contracts/commands/multisig';
import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction, withRetry, type TenantTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { canonicalJson } from '../ledger/canonical-json.ts';
import { derivedId } from '../ledger/derived-id.ts';
import { addAmounts } from '../money/amount-units.ts';
import { announceSent } from '../money/announce-settlements.ts';
import { moneyRetry, postTransfers } from '../money/post-transfers.ts';
import { transferFee } from '../money/transfer-fee.ts';
import type { TransferRequest, TransferVerdict } from '../money/transfer-request.ts';
import { requireAccount, type AccessibleAccount } from './account-access.ts';
import { showToSignatory } from './get-business-transfer.ts';
import { lockAccount, requireRule } from './require-rule.ts';
import { tellApprovers } from './tell-approvers.ts';
import type { ApprovalRule } from './transfer-fields.ts';

const hourMs = 3_600_000;

/**
 * Asks for a transfer of a business account: what it costs is held until the approvals of its band
 * are there. Signatories ask. The same requestId with the same contents is one transfer. Throws
 * NOT_FOUND `entity.not_found`, FORBIDDEN `business.not_signatory`, CONFLICT
 * `business.account_closed`, `business.rule_unreachable`, `transfer.request_conflict` and what the
 * movement is refused for.
 */
export async function createBusinessTransfer({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CreateBusinessTransferInput;
}): Promise<BusinessTransferView> {
  const initiatorId = requireOwnUserId(ctx);
  await requireSigningAccount(ctx, input.businessAccountId);
  const work = async (tx: TenantTransaction) => {
    await lockAccount(tx, ctx, input.businessAccountId);
    const account = await requireSigningAccount(ctx, input.businessAccountId, tx);
    return post(tx, ctx, account, input, initiatorId);
  };
  // Repeated from outside: on a transaction that is given it is a savepoint of that one.
  const { transferId, status, reasons } = await withRetry(
    () => inTransaction(ctx.db, work),
    moneyRetry,
  );
  ctx.wake('outbox');
  ctx.wake('webhooks');
  // What was refused is stored, so that the same request is refused again for the same reason; what
  // waited and came to nothing was not.
  if (status === 'REJECTED' && !reasons.includes('transfer.rule_approval')) {
    throw new AppError('CONFLICT', reasons[0] ?? 'transfer.declined');
  }
  return showToSignatory(ctx, transferId);
}

async function requireSigningAccount(
  ctx: ServiceContext,
  businessAccountId: string,
  tx?: TenantTransaction,
): Promise<AccessibleAccount> {
  const account = await requireAccount(ctx, businessAccountId, tx);
  if (account.ownRole === null) throw new AppError('FORBIDDEN', 'business.not_signatory');
  if (account.status !== 'ACTIVE') throw new AppError('CONFLICT', 'business.account_closed');
  return account;
}

async function post(
  tx: TenantTransaction,
  ctx: ServiceContext,
  account: AccessibleAccount,
  input: CreateBusinessTransferInput,
  initiatorId: string,
): Promise<TransferVerdict> {
  const amount = addAmounts(input.legs.map((leg) => leg.amount));
  const requestId = requestIdOf(input);
  const known = await tx.transfer.findFirst({ where: { requestId }, select: { id: true } });
  const rule = await requireRule(tx, account.id, amount, initiatorId, known !== null);
  const request = toRequest(ctx, account, input, { amount, requestId, rule });
  const [verdict] = await postTransfers(tx, ctx, [request], { audit: null });
  if (verdict === undefined) throw new Error('A transfer without a verdict');
  assertStored(verdict);
  if (!verdict.isNew) return verdict;
  if (verdict.outcome === 'HELD') {
    const { transferId } = verdict;
    await tellApprovers(tx, ctx, account, { transferId, amount, rule });
    await announceSent(tx, ctx, [transferId], 'transfer.awaitingApproval');
  }
  await recordAudit(tx, ctx, {
    action: 'businessTransfer.create',
    entityType: 'Transfer',
    entityId: verdict.transferId,
    organizationId: account.organizationId,
    changes: {
      ...{ businessAccountId: account.id, amount, fee: request.fee },
      receivers: input.legs.length,
      status: verdict.status,
      reasons: [...verdict.reasons],
    },
  });
  return verdict;
}

// Another account may use the same words.
function requestIdOf({ businessAccountId, requestId }: CreateBusinessTransferInput): string {
  const digest = createHash('sha256').update(requestId).digest('hex').slice(0, 40);
  return `business:${businessAccountId}:${digest}`;
}

function assertStored({ outcome, reasons }: TransferVerdict): void {
  if (outcome !== 'CONFLICT' && outcome !== 'REFUSED') return;
  const code = reasons[0] ?? 'transfer.request_conflict';
  if (code === 'wallet.not_found') {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Wallet' });
  }
  throw new AppError('CONFLICT', code);
}

function toRequest(
  ctx: ServiceContext,
  { id, organizationId, walletId, approvalTtlHours }: AccessibleAccount,
  { legs, reference }: CreateBusinessTransferInput,
  terms: { readonly amount: string; readonly requestId: string; readonly rule: ApprovalRule },
): TransferRequest {
  const { amount, requestId, rule } = terms;
  const now = ctx.clock().getTime();
  const transferId = derivedId(now, `transfer:${randomUUID()}`);
  const fee = transferFee(ctx.tenant.settings.money.fee, amount);
  const { minimumWeight, minimumApprovers } = rule;
  const payload = InitiateMultisigPayload.parse({
    ...{ transferId, fromWalletId: walletId, legs, fee, minimumWeight, minimumApprovers },
    ruleDigest: createHash('sha256').update(canonicalJson(rule)).digest('hex'),
  });
  return {
    ...{ transferId, requestId, kind: 'BUSINESS', fromWalletId: walletId, legs, fee },
    reference: reference ?? null,
    sender: { userId: null, organizationId, deviceHash: null },
    businessAccountId: id,
    reversalOfId: null,
    hold: {
      rule,
      expiresAt: new Date(now + approvalTtlHours * hourMs),
      command: {
        commandId: derivedId(now, `command:${randomUUID()}`),
        commandType: 'INITIATE_MULTISIG_TX',
        requestId: `multisig-initiate:${transferId}`,
        aggregateKey: `wallet:${walletId}`,
        payload,
      },
    },
    command: null,
  };
}
