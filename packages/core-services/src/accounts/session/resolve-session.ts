import type { SessionAudience, UserRole, UserStatus } from '@freehold/core-contracts/enums';
import { isStaffRole } from '@freehold/core-contracts/permissions';
import type { TenantClient } from '@freehold/core-db';
import type { ServiceTenant } from '../../context.ts';
import { sha256 } from '../../keyring.ts';
import { idleMsOf, isSignInAllowed, touchIntervalMs } from './session-rules.ts';

export interface ActiveSession {
  readonly id: string;
  readonly audience: SessionAudience;
  readonly hasSecondFactor: boolean;
  readonly factorAt: Date;
  readonly expiresAt: Date;
  readonly home: ServiceTenant;
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly role: UserRole;
    readonly status: UserStatus;
  };
}

/** The live session a token stands for, in its home tenant's scope; null when there is none. Notes activity at most once a minute. */
export async function resolveSession(options: {
  readonly db: TenantClient;
  readonly home: ServiceTenant;
  readonly token: string;
  readonly audience: SessionAudience;
  readonly now: Date;
}): Promise<ActiveSession | null> {
  const { db, home, audience, now } = options;
  const row = await db.session.findFirst({
    where: { tokenHash: sha256(options.token), audience, isValid: true, expiresAt: { gt: now } },
    select: {
      id: true,
      hasSecondFactor: true,
      factorAt: true,
      expiresAt: true,
      lastActivityAt: true,
      user: {
        select: {
          id: true,
          email: true,
          firstName: true,
          lastName: true,
          role: true,
          status: true,
          deletedAt: true,
        },
      },
    },
  });
  if (row === null || row.user.deletedAt !== null) return null;
  const idleMs = now.getTime() - row.lastActivityAt.getTime();
  if (idleMs > idleMsOf(audience) || !isSignInAllowed(audience, row.user.status)) return null;
  if (audience === 'CONSOLE' && !(row.hasSecondFactor && isStaffRole(row.user.role))) return null;

  if (idleMs > touchIntervalMs) {
    await db.session.updateMany({
      where: { id: row.id, isValid: true, lastActivityAt: row.lastActivityAt },
      data: { lastActivityAt: now },
    });
  }
  const { id, email, firstName, lastName, role, status } = row.user;
  return {
    id: row.id,
    audience,
    hasSecondFactor: row.hasSecondFactor,
    factorAt: row.factorAt,
    expiresAt: row.expiresAt,
    home,
    user: { id, email, firstName, lastName, role, status },
  };
}
