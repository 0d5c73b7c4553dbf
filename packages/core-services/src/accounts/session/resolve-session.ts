import type { SessionAudience, SessionTransport } from '@freehold/core-contracts/enums';
import { isStaffRole } from '@freehold/core-contracts/permissions';
import type { TenantClient } from '@freehold/core-db';
import type { Cache } from '../../cache/cache.ts';
import type { ServiceTenant } from '../../context.ts';
import { readSession, type SessionFacts, type SessionUser } from './read-session.ts';
import { idleMsOf, isSignInAllowed, touchIntervalMs } from './session-rules.ts';

export interface ActiveSession {
  readonly id: string;
  readonly audience: SessionAudience;
  readonly transport: SessionTransport;
  /** The browser it was begun in. */
  readonly deviceId: string | null;
  readonly hasSecondFactor: boolean;
  readonly factorAt: Date;
  readonly expiresAt: Date;
  readonly home: ServiceTenant;
  readonly user: SessionUser;
}

export interface ResolveSession {
  readonly db: TenantClient;
  readonly home: ServiceTenant;
  readonly token: string;
  readonly audience: SessionAudience;
  /** How the token came; COOKIE unless said otherwise. */
  readonly transport?: SessionTransport;
  readonly now: Date;
  /** Where what was read within the last seconds may serve: for calls that change nothing. */
  readonly cache?: Cache | undefined;
}

/** The live session a token stands for, in its home tenant's scope; null when there is none. Notes activity at most once a minute. */
export async function resolveSession(options: ResolveSession): Promise<ActiveSession | null> {
  const { db, home, audience, now, transport = 'COOKIE' } = options;
  const facts = await readSession(options);
  if (facts === null || facts.audience !== audience || facts.transport !== transport) return null;
  if (!isLive(facts, now)) return null;

  if (now.getTime() - facts.lastActivityAt.getTime() > touchIntervalMs) {
    await db.session.updateMany({
      where: {
        id: facts.id,
        userId: facts.user.id,
        isValid: true,
        lastActivityAt: facts.lastActivityAt,
      },
      data: { lastActivityAt: now },
    });
  }
  const { id, deviceId, hasSecondFactor, factorAt, expiresAt, user } = facts;
  return {
    id,
    audience,
    transport,
    deviceId,
    hasSecondFactor,
    factorAt,
    expiresAt,
    home,
    user,
  };
}

// Time passes and is looked at each time, whether the facts are kept ones or not.
function isLive(facts: SessionFacts, now: Date): boolean {
  const { audience, user, accessExpiresAt } = facts;
  if (facts.expiresAt <= now) return false;
  if (facts.transport === 'TOKEN' && (accessExpiresAt === null || accessExpiresAt <= now)) {
    return false;
  }
  if (now.getTime() - facts.lastActivityAt.getTime() > idleMsOf(audience)) return false;
  if (!isSignInAllowed(audience, user.status)) return false;
  return audience === 'PORTAL' || (facts.hasSecondFactor && isStaffRole(user.role));
}
