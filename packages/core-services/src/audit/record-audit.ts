import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { actorName, type ServiceContext } from '../context.ts';

export interface AuditRecord {
  /** `entity.verb`, the field's word. */
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly reason?: string | undefined;
  /** What changed: `{ field: { before, after } }`, or the facts of what was made. Never a secret. */
  readonly changes?: Prisma.InputJsonObject | undefined;
}

/** Writes the audit row of a change in that change's own transaction; the database chains it to the one before. */
export async function recordAudit(
  tx: TenantTransaction,
  ctx: ServiceContext,
  record: AuditRecord,
): Promise<void> {
  const { actor } = ctx;
  await tx.auditLog.create({
    data: {
      action: record.action,
      entityType: record.entityType,
      entityId: record.entityId,
      actorKind: actor.kind,
      actorId: actor.kind === 'USER' || actor.kind === 'OPERATOR' ? actor.userId : null,
      actorTenantId:
        actor.kind === 'OPERATOR' && actor.homeTenantId !== ctx.tenant.id
          ? actor.homeTenantId
          : null,
      actorName: actorName(actor),
      reason: record.reason ?? null,
      changes: record.changes ?? {},
      ip: ctx.request.ip,
      userAgent: ctx.request.userAgent,
      requestId: ctx.request.id,
    },
    select: { id: true },
  });
}
