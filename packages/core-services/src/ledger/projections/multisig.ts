import {
  MultisigApprovedEvent,
  MultisigExecutedEvent,
  MultisigInitiatedEvent,
} from '@freehold/core-contracts/commands/multisig';
import type { TenantTransaction } from '@freehold/core-db';
import { parseEvent, stampsOf } from './parse-event.ts';
import { ProjectionError, type EventHandler, type Projection } from './projection.ts';

const initiate: EventHandler = async (tx, _ctx, event) => {
  const { transferId: id, fromWalletId } = parseEvent(event, MultisigInitiatedEvent);
  const { timestamp } = event;
  await tx.onchainMultisig.createMany({
    data: [{ id, walletId: fromWalletId, initiatedAt: timestamp, ...stampsOf(event) }],
    skipDuplicates: true,
  });
};

const approve: EventHandler = async (tx, _ctx, event) => {
  const { transferId: id, approverId, isApproved } = parseEvent(event, MultisigApprovedEvent);
  const { approverIds } = await requireMultisig(tx, id);
  if (approverIds.includes(approverId)) return;
  await tx.onchainMultisig.updateMany({
    where: { id },
    data: {
      approverIds: [...approverIds, approverId],
      updatedAt: event.timestamp,
      ...(isApproved ? { status: 'APPROVED' } : {}),
    },
  });
};

const execute: EventHandler = async (tx, _ctx, event) => {
  const { transferId: id } = parseEvent(event, MultisigExecutedEvent);
  await requireMultisig(tx, id);
  await tx.onchainMultisig.updateMany({
    where: { id, status: { not: 'EXECUTED' } },
    data: { status: 'EXECUTED', executedAt: event.timestamp, updatedAt: event.timestamp },
  });
};

async function requireMultisig(tx: TenantTransaction, id: string) {
  const multisig = await tx.onchainMultisig.findFirst({
    where: { id },
    select: { approverIds: true },
  });
  if (multisig === null) throw new ProjectionError(`The ledger has no initiated transfer ${id}`);
  return multisig;
}

/** Transfers of business accounts and who approved them, as the ledger knows them. */
export const multisig: Projection = {
  name: 'multisig',
  handlers: {
    MultisigInitiated: { 1: initiate },
    MultisigApproved: { 1: approve },
    MultisigExecuted: { 1: execute },
  },
  reset: async (tx) => {
    await tx.onchainMultisig.deleteMany({ where: {} });
  },
};
