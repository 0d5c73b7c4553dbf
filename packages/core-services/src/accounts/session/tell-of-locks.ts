import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { countDone } from '../../count-done.ts';
import { notify } from '../../notifications/notify.ts';
import { issueLink, linkOwnerFields } from '../credentials/account-link.ts';
import { writeToOwner } from '../credentials/tell-owner.ts';
import { signInStatuses } from './session-rules.ts';
import { openLock } from './sign-in-lock.ts';

interface WaitingLock {
  readonly id: string;
  readonly addressCiphertext: Uint8Array;
  readonly lockedUntil: Date;
}

/**
 * Looks at up to `limit` locks, oldest first: the owner of an account is sent the link that lifts
 * its lock, of an address without one nothing is written. Each lock goes in the transaction that
 * tells of it, so that it is told once. Gives how many it took.
 */
export async function tellOfLocks({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const waiting = await ctx.db.signInLock.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true, addressCiphertext: true, lockedUntil: true },
  });
  // One that fails stays until the clean-up takes it.
  const failure = 'The owner of a locked sign-in was not told';
  const told = await countDone(ctx, { rows: waiting, failure }, async (tx, lock) => {
    await tell(tx, ctx, lock);
    return true;
  });
  if (told > 0) ctx.wake('messages');
  return told;
}

async function tell(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { id, addressCiphertext, lockedUntil }: WaitingLock,
): Promise<void> {
  const taken = await tx.signInLock.deleteMany({ where: { id } });
  if (taken.count !== 1) return;
  const lock = openLock(ctx, addressCiphertext);
  if (lock === null) return;
  const { email, of } = lock;
  const status = { in: [...signInStatuses('PORTAL')] };
  const owner = await tx.user.findFirst({
    where: { email, deletedAt: null, status },
    select: linkOwnerFields,
  });
  if (owner === null) return;
  const link = await issueLink(tx, ctx, { owner, purpose: 'UNLOCK', endsAt: lockedUntil });
  if (link === null) return;
  const waitMs = lockedUntil.getTime() - ctx.clock().getTime();
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  const idempotencyKey = `session.locked:${id}`;
  await notify(tx, ctx, {
    userId: owner.id,
    kind: 'session.locked',
    parameters: { minutes, of },
    idempotencyKey,
  });
  await writeToOwner(tx, ctx, {
    owner,
    template: of === 'PASSWORD' ? 'signInLocked' : 'secondFactorLocked',
    parameters: { path: link.path, minutes },
    idempotencyKey,
    expiresAt: link.expiresAt,
  });
  await recordAudit(tx, ctx, {
    action: 'session.lock',
    entityType: 'User',
    entityId: owner.id,
    changes: { of, lockedUntil: lockedUntil.toISOString() },
  });
}
