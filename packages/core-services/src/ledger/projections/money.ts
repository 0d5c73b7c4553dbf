import { LoanApprovedEvent } from '@freehold/core-contracts/commands/loan-pool';
import { MultisigExecutedEvent } from '@freehold/core-contracts/commands/multisig';
import { VelocityTaxAppliedEvent } from '@freehold/core-contracts/commands/tax-and-fee';
import {
  GenesisDistributedEvent,
  TokensTransferredEvent,
} from '@freehold/core-contracts/commands/tokenomics';
import type { Id } from '@freehold/core-contracts/ids';
import type { TenantTransaction } from '@freehold/core-db';
import type { z } from 'zod';
import { recordAudit, type AuditRecord } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { announceSettlements } from '../../money/announce-settlements.ts';
import type { AnnouncedTransfer } from '../../money/announced-transfer.ts';
import { settleTransfers } from '../../money/settle-transfers.ts';
import type { LedgerEvent } from '../ledger-gateway.ts';
import { parseEvent } from './parse-event.ts';
import {
  ProjectionError,
  type BatchHandler,
  type EventHandler,
  type Projection,
} from './projection.ts';
import { confirmFreeze, releaseWallet } from './wallet-freeze.ts';

type MovementSchema = z.ZodType<{ readonly transferId: Id }>;

/** Events of the ledger that say that a transfer took effect. */
const movements: Readonly<Record<string, MovementSchema>> = {
  TokensTransferred: TokensTransferredEvent,
  GenesisDistributed: GenesisDistributedEvent,
  VelocityTaxApplied: VelocityTaxAppliedEvent,
  MultisigExecuted: MultisigExecutedEvent,
  LoanApproved: LoanApprovedEvent,
};

/** What the ledger confirmed is paid to its receivers; freezes follow the ledger's order. */
export const money: Projection = {
  name: 'money',
  handlers: {
    ...ofMovements<EventHandler>((settle) => (tx, ctx, event) => settle(tx, ctx, [event])),
    WalletFrozen: { 1: confirmFreeze },
    WalletUnfrozen: { 1: releaseWallet },
  },
  batches: ofMovements<BatchHandler>((settle) => settle),
};

function ofMovements<H>(make: (settle: BatchHandler) => H): Record<string, Record<number, H>> {
  const entries = Object.entries(movements).map(([name, schema]) => {
    const settle: BatchHandler = (tx, ctx, events) => payOut(tx, ctx, schema, events);
    return [name, { 1: make(settle) }] as const;
  });
  return Object.fromEntries(entries);
}

async function payOut(
  tx: TenantTransaction,
  ctx: ServiceContext,
  schema: MovementSchema,
  events: readonly LedgerEvent[],
): Promise<void> {
  const settlements = events.map((event) => ({
    transferId: parseEvent(event, schema).transferId,
    outcome: 'CONFIRMED' as const,
    onChainTxId: event.txId,
    reason: null,
  }));
  const verdicts = await settleTransfers(tx, ctx, settlements);
  for (const { transferId, result, status } of verdicts) {
    if (result === 'UNKNOWN') throw new ProjectionError(`There is no transfer ${transferId}`);
    if (result === 'MISMATCH') {
      throw new ProjectionError(`The transfer ${transferId} is ${status}: it cannot be paid`);
    }
  }
  await announceSettlements(tx, ctx, verdicts);
  const settled = verdicts.flatMap((verdict) => verdict.settled ?? []);
  const audit = toAudit(settled, events);
  if (audit !== null) await recordAudit(tx, ctx, audit);
}

function toAudit(
  settled: readonly AnnouncedTransfer[],
  events: readonly LedgerEvent[],
): AuditRecord | null {
  const [first] = settled;
  const [event] = events;
  if (first === undefined || event === undefined) return null;
  const reason = `Confirmed by the ledger in block ${event.blockNumber}`;
  const action = 'transfer.confirm';
  if (settled.length > 1) {
    const entity = { entityType: 'TransferBatch', entityId: first.id };
    return { action, ...entity, reason, changes: { count: settled.length } };
  }
  const { id: entityId, senderOrganizationId } = first;
  return {
    action,
    entityType: 'Transfer',
    entityId,
    organizationId: senderOrganizationId ?? undefined,
    reason,
    changes: { status: { before: 'PENDING', after: 'CONFIRMED' } },
  };
}
