import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ServiceContext } from '../../context.ts';
import { takeBudget, type Limit } from '../../onboarding/budget/take-budget.ts';
import { passkeyRefused } from './relying-party.ts';

/** How long the browser may take to answer. */
export const passkeyChallengeTtlMs = 5 * 60_000;

const Purpose = z.enum(['SIGN_IN', 'SECOND_FACTOR', 'STEP_UP', 'ADD']);

const Body = z.object({
  challenge: z.string(),
  purpose: Purpose,
  /** Null where the passkey itself says who it is. */
  userId: z.string().nullable(),
  expiresAtMs: z.number(),
});

export interface PasskeyAsk {
  readonly purpose: z.infer<typeof Purpose>;
  readonly userId: string | null;
}

// A challenge answers once, also where the answer was wrong and the request failed.
const useLimit: Limit = {
  kind: 'passkey.challenge',
  limit: 1,
  windowMs: 2 * passkeyChallengeTtlMs,
  window: 'QUIET',
};

function contextOf(ctx: ServiceContext): string {
  return `passkey-challenge:${ctx.tenant.id}`;
}

/** A new challenge for the browser and, sealed, what it was made for. */
export function makePasskeyChallenge(
  ctx: ServiceContext,
  ask: PasskeyAsk,
): { bytes: Uint8Array<ArrayBuffer>; sealed: string } {
  const bytes = new Uint8Array(randomBytes(32));
  const body: z.infer<typeof Body> = {
    ...ask,
    challenge: Buffer.from(bytes).toString('base64url'),
    expiresAtMs: ctx.clock().getTime() + passkeyChallengeTtlMs,
  };
  const sealed = ctx.keyring.encrypt(JSON.stringify(body), contextOf(ctx));
  return { bytes, sealed: Buffer.from(sealed).toString('base64url') };
}

/** Uses a sealed challenge up and gives what the browser has to have signed. Throws UNAUTHENTICATED `passkey.refused` on one that is old, used, or was made for something or somebody else. */
export async function usePasskeyChallenge(
  ctx: ServiceContext,
  sealed: string,
  ask: PasskeyAsk,
): Promise<string> {
  const { challenge, purpose, userId, expiresAtMs } = open(ctx, sealed);
  if (expiresAtMs < ctx.clock().getTime()) throw passkeyRefused();
  if (purpose !== ask.purpose || userId !== ask.userId) throw passkeyRefused();
  const use = await takeBudget(ctx, useLimit, challenge);
  if (!use.isTaken) throw passkeyRefused();
  return challenge;
}

function open(ctx: ServiceContext, sealed: string): z.infer<typeof Body> {
  try {
    const plain = ctx.keyring.decrypt(Buffer.from(sealed, 'base64url'), contextOf(ctx));
    return Body.parse(JSON.parse(plain));
  } catch (cause) {
    throw passkeyRefused(cause);
  }
}
