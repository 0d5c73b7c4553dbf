import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { auditRegistration } from './audit-registration.ts';
import { completionGraceMs } from './limits.ts';
import { registrationFields, type RegistrationRow } from './registration-row.ts';

/**
 * Removes up to `limit` registrations of the tenant that are over by time, with their devices, and up
 * to `limit` devices of completed ones. One whose account is still owed is kept a week longer; a
 * completed one is kept, it says where an account came from. Gives how many registrations went.
 */
export async function removeExpiredRegistrations({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const now = ctx.clock();
  const owedUntil = new Date(now.getTime() - completionGraceMs);
  const rows = await ctx.db.pendingRegistration.findMany({
    where: {
      expiresAt: { lte: now },
      OR: [
        { currentStep: { notIn: ['COMPLETED', 'PHONE_VERIFIED'] } },
        { currentStep: 'PHONE_VERIFIED', expiresAt: { lte: owedUntil } },
      ],
    },
    orderBy: { expiresAt: 'asc' },
    take: limit,
    select: registrationFields,
  });
  let removed = 0;
  for (const row of rows) removed += await removeOne(ctx, row);
  await removeDevicesOfCompleted(ctx, now, limit);
  return removed;
}

async function removeOne(ctx: ServiceContext, row: RegistrationRow): Promise<number> {
  return inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.pendingRegistration.deleteMany({
      where: { id: row.id, version: row.version },
    });
    if (count === 1) await auditRegistration(tx, ctx, { verb: 'expire', row });
    return count;
  });
}

// A device that has proved nothing must not be able to tell a completed registration from an
// abandoned one: after the end both know its handle no more.
async function removeDevicesOfCompleted(
  ctx: ServiceContext,
  now: Date,
  limit: number,
): Promise<void> {
  const devices = await ctx.db.registrationHandle.findMany({
    where: { registration: { is: { currentStep: 'COMPLETED', expiresAt: { lte: now } } } },
    take: limit,
    select: { id: true },
  });
  if (devices.length === 0) return;
  await ctx.db.registrationHandle.deleteMany({
    where: { id: { in: devices.map(({ id }) => id) } },
  });
}
