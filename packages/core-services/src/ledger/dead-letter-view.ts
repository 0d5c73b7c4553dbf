import type { DeadLetterView } from '@freehold/core-contracts/ledger';
import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { staleVersion } from '../audit/stale-version.ts';
import type { LedgerEvent } from './ledger-gateway.ts';

export const deadLetterFields = {
  id: true,
  projectorName: true,
  channel: true,
  blockNumber: true,
  eventIndex: true,
  fabricTxId: true,
  chaincode: true,
  eventName: true,
  eventVersion: true,
  txTimestamp: true,
  reason: true,
  rawPayload: true,
  status: true,
  attempts: true,
  createdAt: true,
  resolvedAt: true,
  version: true,
} as const satisfies Prisma.EventDLQSelect;

export type DeadLetterRow = Prisma.EventDLQGetPayload<{ select: typeof deadLetterFields }>;

/** A dead letter as operators see it. */
export function toDeadLetterView(row: DeadLetterRow): DeadLetterView {
  const { chaincode: _chaincode, txTimestamp: _txTimestamp, ...view } = row;
  return view;
}

/** The event that was set aside. */
export function toLedgerEvent(row: DeadLetterRow): LedgerEvent {
  return {
    txId: row.fabricTxId,
    channel: row.channel,
    blockNumber: row.blockNumber,
    eventIndex: row.eventIndex,
    chaincode: row.chaincode,
    name: row.eventName,
    version: row.eventVersion,
    payload: row.rawPayload,
    timestamp: row.txTimestamp,
  };
}

/**
 * Resolves an open dead letter, once: of two at the same time one does, the other is told. Throws
 * NOT_FOUND `entity.not_found`, CONFLICT `dead_letter.already_resolved` and PRECONDITION_FAILED
 * `version.stale`.
 */
export async function resolveDeadLetter(
  tx: TenantTransaction,
  seen: { readonly deadLetterId: string; readonly version: number },
  data: Pick<Prisma.EventDLQUpdateManyMutationInput, 'status' | 'resolvedAt' | 'attempts'>,
): Promise<DeadLetterRow> {
  const { deadLetterId: id, version } = seen;
  const [row] = await tx.eventDLQ.updateManyAndReturn({
    where: { id, version, status: 'OPEN' },
    data: { ...data, version: { increment: 1 } },
    select: deadLetterFields,
  });
  if (row !== undefined) return row;
  const current = await tx.eventDLQ.findFirst({
    where: { id },
    select: { status: true, version: true },
  });
  if (current === null) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'EventDLQ' });
  }
  if (current.status !== 'OPEN') {
    throw new AppError('CONFLICT', 'dead_letter.already_resolved', { status: current.status });
  }
  throw await staleVersion(tx, { type: 'EventDLQ', id, version: current.version });
}
