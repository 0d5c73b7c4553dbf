import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { recordAudit } from './record-audit.ts';

/** Notes that a platform operator read something of a tenant that is not their own; any other read leaves no row. */
export async function recordForeignRead({
  ctx,
  procedure,
}: {
  ctx: ServiceContext;
  procedure: string;
}): Promise<void> {
  const { actor, tenant } = ctx;
  if (actor.kind !== 'OPERATOR' || actor.homeTenantId === tenant.id) return;
  await inTransaction(ctx.db, (tx) =>
    recordAudit(tx, ctx, {
      action: 'tenant.read',
      entityType: 'Tenant',
      entityId: tenant.id,
      changes: { procedure },
    }),
  );
}
