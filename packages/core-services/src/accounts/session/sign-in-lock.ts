import { z } from 'zod';
import type { ServiceContext } from '../../context.ts';

const Sealed = z.object({ email: z.string(), of: z.enum(['PASSWORD', 'SECOND_FACTOR']) });

/** A lock whose owner has not been told. */
export interface NotedLock extends z.infer<typeof Sealed> {
  readonly lockedUntil: Date;
}

function contextOf(ctx: ServiceContext): string {
  return `sign-in-lock:${ctx.tenant.id}`;
}

/** Remembers that whoever has this address is to be told of a lock; costs the same where nobody has it. */
export async function noteLock(
  ctx: ServiceContext,
  { email, of, lockedUntil }: NotedLock,
): Promise<void> {
  const addressCiphertext = ctx.keyring.encrypt(JSON.stringify({ email, of }), contextOf(ctx));
  await ctx.db.signInLock.create({
    data: { addressCiphertext, lockedUntil },
    select: { id: true },
  });
  ctx.wake('messages');
}

/** Whose lock it is, and what was tried; null where it cannot be read, which a second try would not change. */
export function openLock(
  ctx: ServiceContext,
  addressCiphertext: Uint8Array,
): z.infer<typeof Sealed> | null {
  try {
    return Sealed.parse(JSON.parse(ctx.keyring.decrypt(addressCiphertext, contextOf(ctx))));
  } catch (error) {
    ctx.logger.error({ err: error }, 'A lock cannot be read; its owner is not told');
    return null;
  }
}
