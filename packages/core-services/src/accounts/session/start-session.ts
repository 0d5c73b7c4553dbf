import type { SessionAudience } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction } from '@freehold/core-db';
import bowser from 'bowser';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { randomToken, sha256 } from '../../keyring.ts';
import { isSignInAllowed, lifetimeMsOf } from './session-rules.ts';
import type { ActiveSession } from './resolve-session.ts';

export interface StartedSession {
  readonly session: ActiveSession;
  /** Goes into the cookie and nowhere else. */
  readonly token: string;
}

/** Makes a session, stamps the sign-in and writes its audit row, all or nothing; the account is locked and looked at again meanwhile. */
export async function startSession(
  ctx: ServiceContext,
  options: {
    readonly userId: string;
    readonly audience: SessionAudience;
    readonly hasSecondFactor: boolean;
  },
): Promise<StartedSession> {
  const now = ctx.clock();
  const token = randomToken();
  const { audience, hasSecondFactor } = options;
  const session = await inTransaction(ctx.db, async (tx) => {
    // The conditional write takes the row's lock, so that a suspension either comes before (and is
    // seen here) or after (and ends this session with the others).
    const stamped = await tx.user.updateMany({
      where: { id: options.userId, deletedAt: null },
      data: { lastLoginAt: now },
    });
    const user = await tx.user.findFirst({
      where: { id: options.userId },
      select: { id: true, email: true, firstName: true, lastName: true, role: true, status: true },
    });
    if (stamped.count !== 1 || user === null || !isSignInAllowed(audience, user.status)) {
      throw new AppError('UNAUTHENTICATED', 'session.wrong_credentials');
    }
    const row = await tx.session.create({
      data: {
        userId: user.id,
        tokenHash: sha256(token),
        audience,
        device: deviceName(ctx.request.userAgent),
        ip: ctx.request.ip,
        userAgent: ctx.request.userAgent,
        hasSecondFactor,
        factorAt: now,
        lastActivityAt: now,
        expiresAt: new Date(now.getTime() + lifetimeMsOf(audience)),
      },
      select: { id: true, factorAt: true, expiresAt: true },
    });
    const name = `${user.firstName} ${user.lastName}`;
    const actor =
      audience === 'CONSOLE'
        ? ({
            kind: 'OPERATOR',
            userId: user.id,
            homeTenantId: ctx.tenant.id,
            role: user.role,
            name,
          } as const)
        : ({ kind: 'USER', userId: user.id, role: user.role, name } as const);
    await recordAudit(
      tx,
      { ...ctx, actor },
      {
        action: 'session.signIn',
        entityType: 'Session',
        entityId: row.id,
        changes: { audience, hasSecondFactor },
      },
    );
    return { ...row, audience, hasSecondFactor, home: ctx.tenant, user };
  });
  return { session, token };
}

function deviceName(userAgent: string | null): string | null {
  if (userAgent === null || userAgent === '') return null;
  const { browser, os } = bowser.parse(userAgent);
  const parts = [browser.name, os.name].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? null : parts.join(' · ').slice(0, 120);
}
