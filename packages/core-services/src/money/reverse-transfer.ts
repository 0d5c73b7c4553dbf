import { AppError } from '@freehold/core-contracts/errors';
import type { ActOutcome } from '@freehold/core-contracts/people';
import { ReverseTransferInput } from '@freehold/core-contracts/transfers';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { transferNotFound } from './get-transfer.ts';
import { isOwnTransfer } from './own-transfer.ts';
import { postTransfers } from './post-transfers.ts';
import { newMoneyId, transferCommand } from './transfer-command.ts';
import { transferSummaryFields, type TransferSummaryRow } from './transfer-fields.ts';

export const reverseTransferAct = defineAct<ReverseTransferInput>({
  action: 'transfer.reverse',
  permission: 'transfer.reverse',
  schema: ReverseTransferInput,
  reasonOf: ({ reason }) => reason,
  wakes: ['outbox'],
  async look(tx, ctx, input) {
    const { id, version, amount } = await requireReversible(tx, ctx, input);
    const text = `${amount.toFixed()} ${ctx.tenant.settings.currencyCode}`;
    return {
      entityType: 'Transfer',
      entityId: id,
      entityName: text,
      entityVersion: version,
      changes: [{ field: 'amount', value: text }],
    };
  },
  carryOut: reverseIn,
});

/**
 * Takes a confirmed transfer back: a movement of its amount from its receiver to its sender, who
 * bears the fee. Where the tenant asks for four eyes it waits for a second operator. Throws
 * NOT_FOUND `entity.not_found`, CONFLICT `transfer.not_reversible`, `transfer.already_reversed`,
 * `transfer.insufficient_funds` and what else a movement is refused for, FORBIDDEN `transfer.own`,
 * PRECONDITION_FAILED `version.stale`.
 */
export function reverseTransfer({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ReverseTransferInput;
}): Promise<ActOutcome> {
  return performAct(ctx, reverseTransferAct, input);
}

type Reversible = TransferSummaryRow & { readonly to: NonNullable<TransferSummaryRow['to']> };

async function requireReversible(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { transferId, version }: ReverseTransferInput,
): Promise<Reversible> {
  const row = await tx.transfer.findFirst({
    where: { id: transferId },
    select: { ...transferSummaryFields, createdById: true, approvalRule: true },
  });
  if (row === null) throw transferNotFound();
  const { to, status, kind } = row;
  const isMovement = kind === 'TRANSFER' || kind === 'BUSINESS';
  if (status !== 'CONFIRMED' || to === null || !isMovement) {
    throw new AppError('CONFLICT', 'transfer.not_reversible', { status });
  }
  if (row.version !== version) {
    throw await staleVersion(tx, { type: 'Transfer', id: transferId, version: row.version });
  }
  if (await isOwnTransfer(tx, ctx, row)) throw new AppError('FORBIDDEN', 'transfer.own');
  return { ...row, to };
}

async function reverseIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: ReverseTransferInput,
): Promise<number> {
  const original = await requireReversible(tx, ctx, input);
  const transferId = newMoneyId(ctx);
  const fromWalletId = original.to.id;
  const legs = [{ toWalletId: original.from.id, amount: original.amount.toFixed() }];
  const command = transferCommand(ctx, {
    ...{ transferId, fromWalletId, legs },
    fee: '0',
    kind: 'REVERSAL',
    reversalOf: original.id,
  });
  const [verdict] = await postTransfers(
    tx,
    ctx,
    [
      {
        ...{ transferId, fromWalletId, legs, command },
        requestId: `reversal:${transferId}`,
        kind: 'REVERSAL',
        fee: '0',
        reference: null,
        sender: null,
        businessAccountId: null,
        reversalOfId: original.id,
        hold: null,
      },
    ],
    { audit: null },
  );
  if (verdict?.outcome !== 'ACCEPTED') {
    throw new AppError('CONFLICT', verdict?.reasons[0] ?? 'transfer.not_reversible');
  }
  await recordAudit(tx, ctx, {
    action: reverseTransferAct.action,
    entityType: 'Transfer',
    entityId: original.id,
    organizationId: original.senderOrganizationId ?? undefined,
    reason: input.reason,
    changes: { reversalId: transferId, amount: original.amount.toFixed() },
  });
  return original.version;
}
