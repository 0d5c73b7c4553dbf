import {
  MultisigApprovedEvent,
  MultisigExecutedEvent,
  MultisigInitiatedEvent,
} from '@freehold/core-contracts/commands/multisig';
import type { TenantTransaction } from '@freehold/core-db';
import { listLater, stampsBeside, type LaterEvent } from './later-events.ts';
import { parseEvent, stampsOf } from './parse-event.ts';
import { ProjectionError, type EventHandler, type Projection } from './projection.ts';

const name = 'multisig';

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
  const seen = await requireMultisig(tx, id);
  if (seen.approverIds.includes(approverId)) return;
  const about = { transferId: id };
  const bearings = ['MultisigApproved', 'MultisigExecuted'].map((one) => ({ name: one, about }));
  const later = await listLater(tx, { projection: name, event, bearings });
  await tx.onchainMultisig.updateMany({
    where: { id },
    data: {
      approverIds: seen.approverIds.toSpliced(placeAmong(seen.approverIds, later), 0, approverId),
      ...(isApproved && seen.status === 'INITIATED' ? { status: 'APPROVED' } : {}),
      ...stampsBeside(seen, event, later),
    },
  });
};

/** Where an approver stands who approved before those of `later` did. */
function placeAmong(approverIds: readonly string[], later: readonly LaterEvent[]): number {
  const approvals = later.map(({ payload }) => MultisigApprovedEvent.safeParse(payload).data);
  const place = approverIds.findIndex((id) => approvals.some((one) => one?.approverId === id));
  return place === -1 ? approverIds.length : place;
}

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
    select: { approverIds: true, status: true, createdAt: true, updatedAt: true },
  });
  if (multisig === null) throw new ProjectionError(`The ledger has no initiated transfer ${id}`);
  return multisig;
}

/** Transfers of business accounts and who approved them, as the ledger knows them. */
export const multisig: Projection = {
  name,
  handlers: {
    MultisigInitiated: { 1: initiate },
    MultisigApproved: { 1: approve },
    MultisigExecuted: { 1: execute },
  },
  reset: async (tx) => {
    await tx.onchainMultisig.deleteMany({ where: {} });
  },
};
