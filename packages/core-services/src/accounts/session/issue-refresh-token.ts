import type { SessionAudience } from '@freehold/core-contracts/enums';
import type { TokenPair } from '@freehold/core-contracts/session';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { randomToken, sha256 } from '../../keyring.ts';
import { accessTtlMs, idleMsOf } from './session-rules.ts';
import { joinToken } from './session-tokens.ts';

export interface RefreshedSession {
  readonly id: string;
  readonly userId: string;
  readonly audience: SessionAudience;
  readonly expiresAt: Date;
}

/** When an access token made now ends: after 15 minutes, and with its session at the latest. */
export function accessExpiry(now: Date, sessionExpiresAt: Date): Date {
  return new Date(Math.min(now.getTime() + accessTtlMs, sessionExpiresAt.getTime()));
}

/**
 * Makes the refresh token of a session beside the access token `accessSecret` that the caller puts on
 * the session's row, and gives the pair. It lives as long as the session may lie idle.
 */
export async function issueRefreshToken(
  tx: TenantTransaction,
  ctx: ServiceContext,
  options: {
    readonly session: RefreshedSession;
    readonly accessSecret: string;
    readonly parentId?: string;
  },
): Promise<TokenPair> {
  const { session, accessSecret, parentId = null } = options;
  const now = ctx.clock();
  const secret = randomToken();
  const idleEndMs = now.getTime() + idleMsOf(session.audience);
  const expiresAt = new Date(Math.min(idleEndMs, session.expiresAt.getTime()));
  await tx.refreshToken.createMany({
    data: [
      {
        userId: session.userId,
        sessionId: session.id,
        tokenHash: sha256(secret),
        parentId,
        expiresAt,
      },
    ],
  });
  const homeSlug = ctx.tenant.slug;
  return {
    accessToken: joinToken('access', { homeSlug, secret: accessSecret }),
    accessExpiresAt: accessExpiry(now, session.expiresAt),
    refreshToken: joinToken('refresh', { homeSlug, secret }),
    refreshExpiresAt: expiresAt,
  };
}
