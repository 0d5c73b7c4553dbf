import type { DeadLetterStatus } from '@freehold/core-contracts/enums';
import { Prisma, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import type { LedgerEvent } from './ledger-gateway.ts';
import type { Projection } from './projections/projection.ts';

export interface KnownLetter {
  readonly id: string;
  readonly status: DeadLetterStatus;
}

/** The dead letter that a projector wrote earlier for an event, or null. */
export function findDeadLetter(
  tx: TenantTransaction,
  projectorName: string,
  { channel, blockNumber, eventIndex }: LedgerEvent,
): Promise<KnownLetter | null> {
  return tx.eventDLQ.findFirst({
    where: { projectorName, channel, blockNumber, eventIndex },
    select: { id: true, status: true },
  });
}

/** Sets an event aside with its reason and an audit row; one that is there already is opened again. */
export async function writeDeadLetter(
  tx: TenantTransaction,
  ctx: ServiceContext,
  about: {
    readonly projection: Projection;
    readonly event: LedgerEvent;
    readonly reason: string;
    /** The one there is already. */
    readonly letter: KnownLetter | null;
  },
): Promise<void> {
  const { projection, event, letter } = about;
  const reason = about.reason.slice(0, 500);
  if (letter !== null) {
    await tx.eventDLQ.updateMany({
      where: { id: letter.id },
      data: {
        status: 'OPEN',
        reason,
        resolvedAt: null,
        attempts: { increment: 1 },
        version: { increment: 1 },
      },
    });
    return;
  }
  const { blockNumber, eventIndex, channel, chaincode } = event;
  const row = await tx.eventDLQ.create({
    data: {
      projectorName: projection.name,
      channel,
      blockNumber,
      eventIndex,
      fabricTxId: event.txId,
      chaincode: chaincode.slice(0, 40),
      eventName: event.name.slice(0, 80),
      eventVersion: event.version,
      txTimestamp: event.timestamp,
      reason,
      rawPayload: toJson(event.payload),
    },
    select: { id: true },
  });
  await recordAudit(tx, ctx, {
    action: 'event.setAside',
    entityType: 'EventDLQ',
    entityId: row.id,
    reason,
    changes: { eventName: event.name, blockNumber: blockNumber.toString(), eventIndex },
  });
}

/** Notes that an event which had been set aside took effect after all. */
export async function closeDeadLetter(
  tx: TenantTransaction,
  ctx: ServiceContext,
  id: string,
): Promise<void> {
  await tx.eventDLQ.updateMany({
    where: { id, status: 'OPEN' },
    data: { status: 'REPLAYED', resolvedAt: ctx.clock(), version: { increment: 1 } },
  });
  await recordAudit(tx, ctx, { action: 'event.replay', entityType: 'EventDLQ', entityId: id });
}

/** A value for a JSON column that may not be null. */
function toJson(value: unknown): Prisma.InputJsonValue | typeof Prisma.JsonNull {
  return value === null || value === undefined ? Prisma.JsonNull : value;
}
