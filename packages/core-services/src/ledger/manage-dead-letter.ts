import { AppError } from '@freehold/core-contracts/errors';
import type { DeadLetterStatus } from '@freehold/core-contracts/enums';
import type { DeadLetterView, ManageDeadLetterInput } from '@freehold/core-contracts/ledger';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { deadLetterFields } from './list-dead-letters.ts';

const entityType = 'EventDLQ';

/** Takes an open letter for good, so that of two who resolve it one does. Throws NOT_FOUND, PRECONDITION_FAILED or CONFLICT `dead_letter.already_resolved`. */
export async function resolveDeadLetter(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: ManageDeadLetterInput,
  status: Exclude<DeadLetterStatus, 'OPEN'>,
): Promise<DeadLetterView & { readonly chaincode: string; readonly txTimestamp: Date }> {
  const { deadLetterId: id, version } = input;
  const [resolved] = await tx.eventDLQ.updateManyAndReturn({
    where: { id, version, status: 'OPEN' },
    data: { status, resolvedAt: ctx.clock(), version: { increment: 1 } },
    select: { ...deadLetterFields, chaincode: true, txTimestamp: true },
  });
  if (resolved !== undefined) return resolved;
  const seen = await tx.eventDLQ.findFirst({
    where: { id },
    select: { status: true, version: true },
  });
  if (seen === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'deadLetter' });
  if (seen.status !== 'OPEN') {
    throw new AppError('CONFLICT', 'dead_letter.already_resolved', { status: seen.status });
  }
  throw await staleVersion(tx, { type: entityType, id, version: seen.version });
}

/** The audit row of what an operator did to a letter, and whether it worked. */
export function auditDeadLetter(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: ManageDeadLetterInput,
  done: { readonly action: 'event.replay' | 'event.discard'; readonly failure?: string },
): Promise<void> {
  const { deadLetterId: entityId, reason } = input;
  const changes = done.failure === undefined ? {} : { failure: done.failure };
  return recordAudit(tx, ctx, { action: done.action, entityType, entityId, reason, changes });
}
