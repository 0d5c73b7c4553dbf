import type { ServiceContext } from '../../context.ts';

function contextOf(ctx: ServiceContext): string {
  return `password-reset-address:${ctx.tenant.id}`;
}

/** Seals the address of a request: the table tells nobody who was asked for. */
export function sealResetAddress(ctx: ServiceContext, email: string): Uint8Array<ArrayBuffer> {
  return ctx.keyring.encrypt(email, contextOf(ctx));
}

/** Reverses `sealResetAddress`. */
export function openResetAddress(ctx: ServiceContext, sealed: Uint8Array): string {
  return ctx.keyring.decrypt(sealed, contextOf(ctx));
}
