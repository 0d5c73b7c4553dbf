import type { ServiceContext } from '../../context.ts';

function contextOf(ctx: ServiceContext, userId: string): string {
  return `totp-secret:${ctx.tenant.id}:${userId}`;
}

/** Seals a TOTP secret for its person. */
export function sealTotpSecret(
  ctx: ServiceContext,
  userId: string,
  secret: string,
): Uint8Array<ArrayBuffer> {
  return ctx.keyring.encrypt(secret, contextOf(ctx, userId));
}

/** Opens a sealed TOTP secret; throws on one of another person or tenant. */
export function openTotpSecret(ctx: ServiceContext, userId: string, sealed: Uint8Array): string {
  return ctx.keyring.decrypt(sealed, contextOf(ctx, userId));
}
