import { AppError } from '@freehold/core-contracts/errors';
import type { TokenPair } from '@freehold/core-contracts/session';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { randomToken, sha256 } from '../../keyring.ts';
import { accessExpiry, issueRefreshToken } from './issue-refresh-token.ts';

export interface RenewedSession {
  readonly factorAt: Date;
  readonly hasSecondFactor: boolean;
  /** Goes into the cookie and nowhere else. */
  readonly token: string;
  /** With transport TOKEN, in place of the cookie. */
  readonly tokens: TokenPair | null;
}

/**
 * Gives a living session a new token after a factor was proved, in the caller's transaction: the old
 * token, and of an application the old refresh token, are worth nothing from the commit on. Throws
 * UNAUTHENTICATED `session.required` when the session was ended meanwhile.
 */
export async function renewSession(
  tx: TenantTransaction,
  ctx: ServiceContext,
  options: { readonly sessionId: string; readonly hasSecondFactor?: true },
): Promise<RenewedSession> {
  const now = ctx.clock();
  const token = randomToken();
  const [session] = await tx.session.updateManyAndReturn({
    where: { id: options.sessionId, isValid: true, expiresAt: { gt: now } },
    data: {
      tokenHash: sha256(token),
      factorAt: now,
      lastActivityAt: now,
      ...(options.hasSecondFactor === undefined ? {} : { hasSecondFactor: true }),
    },
    select: {
      id: true,
      userId: true,
      audience: true,
      transport: true,
      expiresAt: true,
      hasSecondFactor: true,
    },
  });
  if (session === undefined) throw new AppError('UNAUTHENTICATED', 'session.required');
  const { hasSecondFactor } = session;
  if (session.transport === 'COOKIE') {
    return { factorAt: now, hasSecondFactor, token, tokens: null };
  }
  await tx.session.updateMany({
    where: { id: session.id },
    data: { accessExpiresAt: accessExpiry(now, session.expiresAt) },
  });
  // Used without a successor to give again: whoever comes with one of them is not the holder.
  await tx.refreshToken.updateMany({
    where: { sessionId: session.id, usedAt: null },
    data: { usedAt: now },
  });
  await tx.refreshToken.updateMany({
    where: { sessionId: session.id, graceCiphertext: { not: null } },
    data: { graceCiphertext: null },
  });
  const tokens = await issueRefreshToken(tx, ctx, { session, accessSecret: token });
  return { factorAt: now, hasSecondFactor, token, tokens };
}
