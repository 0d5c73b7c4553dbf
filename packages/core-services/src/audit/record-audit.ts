import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { actorId, actorName, type ServiceContext } from '../context.ts';

export interface AuditRecord {
  /** `entity.verb`, the field's word. */
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  /** The organization it is about. */
  readonly organizationId?: string | undefined;
  readonly reason?: string | undefined;
  /** What changed: `{ field: { before, after } }`, or the facts of what was made. Never a secret. */
  readonly changes?: Prisma.InputJsonObject | undefined;
}

/** The audit row of a change, without its place in the chain. */
export function toAuditRow(ctx: ServiceContext, record: AuditRecord) {
  const { actor } = ctx;
  return {
    action: record.action,
    entityType: record.entityType,
    entityId: record.entityId,
    actorKind: actor.kind,
    actorId: actorId(actor),
    actorTenantId:
      actor.kind === 'OPERATOR' && actor.homeTenantId !== ctx.tenant.id ? actor.homeTenantId : null,
    actorName: actorName(actor),
    organizationId:
      actor.kind === 'API_KEY' ? actor.organizationId : (record.organizationId ?? null),
    reason: record.reason ?? null,
    changes: record.changes ?? {},
    ip: ctx.request.ip,
    userAgent: ctx.request.userAgent,
    requestId: ctx.request.id,
  };
}

/** Writes the audit row of a change in that change's own transaction; the database chains it to the one before. */
export async function recordAudit(
  tx: TenantTransaction,
  ctx: ServiceContext,
  record: AuditRecord,
): Promise<void> {
  await tx.auditLog.create({ data: toAuditRow(ctx, record), select: { id: true } });
}
