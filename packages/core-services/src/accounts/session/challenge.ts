import { SessionAudience, SessionTransport } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { z } from 'zod';
import type { ServiceContext } from '../../context.ts';

/** How long the second factor may take. */
export const challengeTtlMs = 5 * 60_000;

const ChallengeBody = z.object({
  userId: z.string(),
  audience: SessionAudience,
  transport: SessionTransport,
  /** Of the password that was right: one set since makes the challenge worth nothing. */
  passwordChangedAtMs: z.number().nullable(),
  /** A pending enrolment, when the account has no factor yet. */
  enrolmentId: z.string().nullable(),
  expiresAtMs: z.number(),
});
export type ChallengeBody = z.infer<typeof ChallengeBody>;

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

/** Reads a challenge. Throws UNAUTHENTICATED `session.challenge_expired` on any that is not fresh, ours and for this audience. */
export function openChallenge(
  ctx: ServiceContext,
  challenge: string,
  audience: SessionAudience,
): ChallengeBody {
  try {
    const plain = ctx.keyring.decrypt(Buffer.from(challenge, 'base64url'), contextOf(ctx));
    const body = ChallengeBody.parse(JSON.parse(plain));
    if (body.expiresAtMs < ctx.clock().getTime()) throw new Error('Challenge is too old');
    if (body.audience !== audience) throw new Error('Challenge of another audience');
    return body;
  } catch (cause) {
    throw new AppError('UNAUTHENTICATED', 'session.challenge_expired', {}, { cause });
  }
}
