import type { WalletKind } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { ActOutcome } from '@freehold/core-contracts/people';
import { hasPermission } from '@freehold/core-contracts/permissions';
import { DistributeGenesisInput } from '@freehold/core-contracts/treasury';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { derivedId, timeOfId } from '../ledger/derived-id.ts';
import { addAmounts } from '../money/amount-units.ts';
import { postTransfers } from '../money/post-transfers.ts';
import { openSystemWallets, systemWalletId } from '../money/system-wallets.ts';
import type { TransferRequest } from '../money/transfer-request.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { requireOperator } from '../proposals/proposer.ts';

export const distributeGenesisAction = 'treasury.distributeGenesis';

// Fees and tax come from movements alone, and what is in flight belongs to somebody.
const payable: readonly WalletKind[] = ['PERSONAL', 'ORGANIZATION', 'LOAN_POOL'];

export const distributeGenesisAct = defineAct<DistributeGenesisInput>({
  action: distributeGenesisAction,
  // Whoever agrees; asking for it needs `treasury.issue`.
  permission: 'treasury.manage',
  needsSecondPerson: true,
  schema: DistributeGenesisInput,
  reasonOf: ({ reason }) => reason,
  wakes: ['outbox'],
  async look(tx, ctx, input) {
    await assertPossible(tx, input);
    const { transferId: entityId, receivers } = input;
    const total = addAmounts(receivers.map(({ amount }) => amount));
    return {
      entityType: 'Transfer',
      entityId,
      entityName: `${total} ${ctx.tenant.settings.currencyCode}`,
      entityVersion: null,
      changes: receivers.map(({ walletId, amount }) => ({ field: walletId, value: amount })),
    };
  },
  carryOut: distributeIn,
});

/**
 * Puts an issue of new money before a second person, whatever the tenant asks for. Throws FORBIDDEN
 * `permission.missing`, NOT_FOUND `entity.not_found`, CONFLICT `treasury.already_issued`, `treasury.wallet_frozen` and
 * INVALID `treasury.wallet_not_payable` and `transfer.amount_too_large`.
 */
export async function distributeGenesis({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DistributeGenesisInput;
}): Promise<ActOutcome> {
  const { role } = requireOperator(ctx);
  if (!hasPermission(role, 'treasury.issue')) {
    throw new AppError('FORBIDDEN', 'permission.missing', { permission: 'treasury.issue' });
  }
  // The loan pool may be among the receivers before any money moved.
  await inTransaction(ctx.db, (tx) => openSystemWallets(tx, ctx));
  return performAct(ctx, distributeGenesisAct, input);
}

async function assertPossible(
  tx: TenantTransaction,
  { transferId, receivers }: DistributeGenesisInput,
): Promise<void> {
  const known = await tx.transfer.findFirst({ where: { id: transferId }, select: { id: true } });
  if (known !== null) throw new AppError('CONFLICT', 'treasury.already_issued');
  addAmounts(receivers.map(({ amount }) => amount));
  const wallets = await tx.wallet.findMany({
    where: { id: { in: receivers.map(({ walletId }) => walletId) }, deletedAt: null },
    take: receivers.length,
    select: { id: true, kind: true, isFrozen: true },
  });
  if (wallets.length < receivers.length) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Wallet' });
  }
  for (const { id: walletId, kind, isFrozen } of wallets) {
    if (!payable.includes(kind)) {
      throw new AppError('INVALID', 'treasury.wallet_not_payable', { walletId });
    }
    if (isFrozen) throw new AppError('CONFLICT', 'treasury.wallet_frozen', { walletId });
  }
}

async function distributeIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: DistributeGenesisInput,
): Promise<null> {
  await assertPossible(tx, input);
  const [verdict] = await postTransfers(tx, ctx, [toRequest(ctx, input)], { audit: null });
  if (verdict === undefined) throw new Error('The issue has no verdict');
  const { outcome, isNew, reasons } = verdict;
  if (outcome !== 'ACCEPTED') {
    throw new AppError('CONFLICT', reasons[0] ?? 'treasury.refused', { outcome });
  }
  if (!isNew) throw new AppError('CONFLICT', 'treasury.already_issued');
  await recordAudit(tx, ctx, {
    action: distributeGenesisAction,
    entityType: 'Transfer',
    entityId: input.transferId,
    reason: input.reason,
    changes: { receivers: input.receivers.map((one) => ({ ...one })) },
  });
  return null;
}

function toRequest(ctx: ServiceContext, input: DistributeGenesisInput): TransferRequest {
  const { transferId, reference } = input;
  const legs = input.receivers.map(({ walletId, amount }) => ({ toWalletId: walletId, amount }));
  return {
    transferId,
    requestId: `genesis:${transferId}`,
    kind: 'GENESIS',
    fromWalletId: systemWalletId(ctx.tenant.id, 'TREASURY'),
    legs,
    fee: '0',
    reference,
    sender: null,
    businessAccountId: null,
    reversalOfId: null,
    hold: null,
    command: {
      commandId: derivedId(timeOfId(transferId), `command:genesis:${transferId}`),
      commandType: 'DISTRIBUTE_GENESIS',
      requestId: `transfer:${transferId}`,
      aggregateKey: 'treasury',
      payload: { transferId, legs },
    },
  };
}
