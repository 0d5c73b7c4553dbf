import type { AuditEntry, FindOwnActInput } from '@freehold/core-contracts/audit';
import { actorId, type ServiceContext } from '../context.ts';
import { auditEntryFields, toAuditEntry } from './list-audit.ts';

/** The audit entry of the caller's own newest act on something, or null: nobody needs the whole log to see what they did. */
export async function findOwnAct({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: FindOwnActInput;
}): Promise<AuditEntry | null> {
  const { actor, tenant } = ctx;
  const id = actorId(actor);
  if (id === null) return null;
  const isForeign = actor.kind === 'OPERATOR' && actor.homeTenantId !== tenant.id;
  const row = await ctx.db.auditLog.findFirst({
    where: {
      ...input,
      actorKind: actor.kind,
      actorId: id,
      actorTenantId: isForeign ? actor.homeTenantId : null,
    },
    orderBy: [{ createdAt: 'desc' }, { sequence: 'desc' }],
    select: auditEntryFields,
  });
  return row === null ? null : toAuditEntry(row);
}
