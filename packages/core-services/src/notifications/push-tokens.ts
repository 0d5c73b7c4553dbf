import { AppError } from '@freehold/core-contracts/errors';
import type {
  PushTokenInput,
  PushTokenView,
  RegisterPushTokenInput,
} from '@freehold/core-contracts/notifications';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { sha256 } from '../keyring.ts';

/** Most devices of one person that are told; the one that was seen longest ago makes room. */
export const mostPushTokens = 20;

const tokenFields = {
  id: true,
  platform: true,
  deviceName: true,
  createdAt: true,
  lastSeenAt: true,
} as const;

/** Context a push token is sealed under. */
export function pushTokenContext(tenantId: string, userId: string): string {
  return `push-token:${tenantId}:${userId}`;
}

/** Devices of the caller's that are told. */
export function listPushTokens({ ctx }: { ctx: ServiceContext }): Promise<PushTokenView[]> {
  return ctx.db.pushToken.findMany({
    where: { userId: requireOwnUserId(ctx), revokedAt: null },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: mostPushTokens,
    select: tokenFields,
  });
}

/**
 * Registers a device of the caller's. A token belongs to one account: on a device that somebody else
 * used before it moves, so that nobody's notices go to another's hands.
 */
export async function registerPushToken({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RegisterPushTokenInput;
}): Promise<PushTokenView> {
  const userId = requireOwnUserId(ctx);
  const { platform, token, deviceName = null } = input;
  const tokenHash = sha256(token);
  const tokenCiphertext = ctx.keyring.encrypt(token, pushTokenContext(ctx.tenant.id, userId));
  const now = ctx.clock();
  return inTransaction(ctx.db, async (tx) => {
    const data = { userId, platform, deviceName, tokenCiphertext, lastSeenAt: now };
    const [made] = await tx.pushToken.createManyAndReturn({
      data: [{ ...data, tokenHash, createdAt: now }],
      skipDuplicates: true,
      select: tokenFields,
    });
    if (made !== undefined) {
      await makeRoom(tx, ctx, userId);
      await recordAudit(tx, ctx, {
        action: 'pushToken.register',
        entityType: 'PushToken',
        entityId: made.id,
        changes: { platform },
      });
      return made;
    }
    // Seen again by its own account: nothing that an audit would tell of.
    const [own] = await tx.pushToken.updateManyAndReturn({
      where: { tokenHash, userId, revokedAt: null },
      data,
      select: tokenFields,
    });
    if (own !== undefined) return own;
    const [moved] = await tx.pushToken.updateManyAndReturn({
      where: { tokenHash },
      data: { ...data, revokedAt: null },
      select: tokenFields,
    });
    if (moved === undefined) throw new AppError('CONFLICT', 'push_token.moved');
    await makeRoom(tx, ctx, userId);
    await recordAudit(tx, ctx, {
      action: 'pushToken.move',
      entityType: 'PushToken',
      entityId: moved.id,
      changes: { platform },
    });
    return moved;
  });
}

async function makeRoom(tx: TenantTransaction, ctx: ServiceContext, userId: string): Promise<void> {
  const extra = await tx.pushToken.findMany({
    where: { userId, revokedAt: null },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    skip: mostPushTokens,
    take: mostPushTokens,
    select: { id: true },
  });
  if (extra.length === 0) return;
  await tx.pushToken.updateMany({
    where: { id: { in: extra.map(({ id }) => id) } },
    data: { revokedAt: ctx.clock() },
  });
}

/** Tells a device of the caller's no more. Throws NOT_FOUND `entity.not_found`. */
export async function removePushToken({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: PushTokenInput;
}): Promise<void> {
  const id = input.pushTokenId;
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.pushToken.updateMany({
      where: { id, userId: requireOwnUserId(ctx), revokedAt: null },
      data: { revokedAt: ctx.clock() },
    });
    if (count === 0) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'PushToken' });
    await recordAudit(tx, ctx, {
      action: 'pushToken.remove',
      entityType: 'PushToken',
      entityId: id,
    });
  });
}
