import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { randomToken, sha256 } from '../../keyring.ts';

/** How long a browser is remembered after its last sign-in. */
export const deviceTtlMs = 90 * 24 * 60 * 60_000;

/** Most browsers remembered of one person; the one longest unseen goes first. */
export const mostDevices = 20;

export interface RememberedDevice {
  readonly id: string;
  /** Goes into the browser's cookie and nowhere else. */
  readonly secret: string;
  readonly expiresAt: Date;
  readonly isNew: boolean;
}

/**
 * Recognises the browser of a sign-in by the secret in its cookie, or remembers it from now on, in
 * the sign-in's transaction. A new one always gets a secret of its own: one that was planted, or
 * belongs to somebody else who uses the browser, opens nothing here.
 */
export async function rememberDevice(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { userId, name }: { readonly userId: string; readonly name: string },
): Promise<RememberedDevice> {
  const now = ctx.clock();
  const { ip, userAgent, deviceSecret = null } = ctx.request;
  const expiresAt = new Date(now.getTime() + deviceTtlMs);
  const seen = { name, ip, userAgent, lastSeenAt: now, expiresAt };
  if (deviceSecret !== null) {
    const [known] = await tx.trustedDevice.updateManyAndReturn({
      where: { userId, secretHash: sha256(deviceSecret), revokedAt: null, expiresAt: { gt: now } },
      data: seen,
      select: { id: true },
    });
    if (known !== undefined) {
      return { id: known.id, secret: deviceSecret, expiresAt, isNew: false };
    }
  }
  await forgetOldest(tx, ctx, userId);
  const secret = randomToken();
  const { id } = await tx.trustedDevice.create({
    data: { userId, secretHash: sha256(secret), ...seen },
    select: { id: true },
  });
  return { id, secret, expiresAt, isNew: true };
}

async function forgetOldest(
  tx: TenantTransaction,
  ctx: ServiceContext,
  userId: string,
): Promise<void> {
  const surplus = await tx.trustedDevice.findMany({
    where: { userId, revokedAt: null },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    skip: mostDevices - 1,
    take: mostDevices,
    select: { id: true },
  });
  if (surplus.length === 0) return;
  await tx.trustedDevice.updateMany({
    where: { id: { in: surplus.map(({ id }) => id) }, userId },
    data: { revokedAt: ctx.clock() },
  });
}
