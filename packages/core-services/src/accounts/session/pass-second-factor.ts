import type { SessionAudience } from '@freehold/core-contracts/enums';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { wrongFactor } from '../factors/factor.ts';
import { openChallenge, type ChallengeBody } from './challenge.ts';
import { startSession, type StartedSession } from './start-session.ts';
import { countForFactor } from './throttle.ts';

/** Finds a factor right, outside the transaction; what it gives uses the factor up inside. */
export type Prove = (challenge: ChallengeBody) => Promise<(tx: TenantTransaction) => Promise<void>>;

/**
 * Ends a sign-in that a password has begun: counts the try, proves the second factor and makes the
 * session in the transaction that uses the factor up. Throws UNAUTHENTICATED
 * `session.challenge_expired` and whatever `prove` does, LIMIT_EXCEEDED `session.throttled`.
 */
export async function passSecondFactor(
  ctx: ServiceContext,
  sealed: string,
  audience: SessionAudience,
  prove: Prove,
): Promise<StartedSession> {
  const challenge = openChallenge(ctx, sealed, audience);
  const { userId, transport, passwordChangedAtMs } = challenge;
  const user = await ctx.db.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: { email: true },
  });
  if (user === null) throw wrongFactor();
  return countForFactor(ctx, { userId, email: user.email }, async () => {
    const before = await prove(challenge);
    return startSession(ctx, {
      userId,
      audience,
      transport,
      hasSecondFactor: true,
      passwordChangedAt: passwordChangedAtMs === null ? null : new Date(passwordChangedAtMs),
      before,
    });
  });
}
