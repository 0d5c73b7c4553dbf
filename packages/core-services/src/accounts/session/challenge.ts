import { AppError } from '@freehold/core-contracts/errors';
import { z } from 'zod';
import type { ServiceContext } from '../../context.ts';

/** How long the second factor may take. */
export const challengeTtlMs = 5 * 60_000;

const ChallengeBody = z.object({
  userId: z.string(),
  /** A pending enrolment, when the account has no authenticator yet. */
  authenticatorId: z.string(),
  isEnrolment: z.boolean(),
  expiresAtMs: z.number(),
});
type ChallengeBody = z.infer<typeof ChallengeBody>;

function contextOf(ctx: ServiceContext): string {
  return `sign-in-challenge:${ctx.tenant.id}`;
}

/** A sealed proof that the password of an account was right, for this tenant and five minutes. */
export function sealChallenge(
  ctx: ServiceContext,
  body: Omit<ChallengeBody, 'expiresAtMs'>,
): string {
  const expiresAtMs = ctx.clock().getTime() + challengeTtlMs;
  return Buffer.from(
    ctx.keyring.encrypt(JSON.stringify({ ...body, expiresAtMs }), contextOf(ctx)),
  ).toString('base64url');
}

/** Reads a challenge. Throws UNAUTHENTICATED `session.challenge_expired` on any that is not fresh and ours. */
export function openChallenge(ctx: ServiceContext, challenge: string): ChallengeBody {
  try {
    const plain = ctx.keyring.decrypt(Buffer.from(challenge, 'base64url'), contextOf(ctx));
    const body = ChallengeBody.parse(JSON.parse(plain));
    if (body.expiresAtMs < ctx.clock().getTime()) throw new Error('Challenge is too old');
    return body;
  } catch (cause) {
    throw new AppError('UNAUTHENTICATED', 'session.challenge_expired', {}, { cause });
  }
}
