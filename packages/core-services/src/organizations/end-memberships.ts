import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import { endSigning } from '../business/end-signing.ts';
import type { ServiceContext } from '../context.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { mostMembers } from './limits.ts';

/**
 * Takes a person who leaves the tenant out of all organizations, in the caller's transaction; gives
 * how many. Throws CONFLICT `organization.owner_cannot_leave` where the person owns one that is not
 * deleted: it is handed over or deleted first.
 */
export async function endMemberships(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { userId }: { readonly userId: string },
): Promise<number> {
  const rows = await tx.membership.findMany({
    where: { userId, role: { not: 'OWNER' } },
    orderBy: { organizationId: 'asc' },
    take: mostMembers,
    select: { id: true, organizationId: true },
  });
  let ended = 0;
  for (const { id, organizationId } of rows) {
    // Whoever was made its owner meanwhile stays, and is found below.
    const { count } = await tx.membership.deleteMany({ where: { id, role: { not: 'OWNER' } } });
    if (count === 0) continue;
    ended += 1;
    await endSigning(tx, { organizationId, userId });
    await emitEvent(tx, ctx, {
      eventType: 'organization.memberRemoved',
      payload: { organizationId, userId },
      organizationId,
      idempotencyKey: `organization.memberRemoved:${id}`,
    });
  }
  const owned = await tx.membership.findFirst({
    where: { userId, role: 'OWNER', organization: { deletedAt: null } },
    select: { organization: { select: { name: true } } },
  });
  if (owned === null) return ended;
  const { name } = owned.organization;
  throw new AppError('CONFLICT', 'organization.owner_cannot_leave', { organization: name });
}
