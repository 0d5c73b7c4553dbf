import type { SessionAudience, SessionTransport } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { staffRoles } from '@freehold/core-contracts/permissions';
import type { TokenPair } from '@freehold/core-contracts/session';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { Actor, ServiceContext } from '../../context.ts';
import { randomToken, sha256 } from '../../keyring.ts';
import { tellOwner, type Owner } from '../credentials/tell-owner.ts';
import { deviceName } from '../devices/device-name.ts';
import { rememberDevice, type RememberedDevice } from '../devices/remember-device.ts';
import { accessExpiry, issueRefreshToken } from './issue-refresh-token.ts';
import { lifetimeMsOf, signInStatuses } from './session-rules.ts';
import type { ActiveSession } from './resolve-session.ts';

export interface StartSession {
  readonly userId: string;
  readonly audience: SessionAudience;
  /** COOKIE unless said otherwise. */
  readonly transport?: SessionTransport;
  readonly hasSecondFactor: boolean;
  /**
   * As it was when the password was found right: a password set meanwhile refuses the session. Left
   * out where no password was used.
   */
  readonly passwordChangedAt?: Date | null;
  /** Work of the same transaction, once the account is locked: what it throws stops the sign-in. */
  readonly before?: (tx: TenantTransaction) => Promise<void>;
}

export interface StartedSession {
  readonly session: ActiveSession;
  /** Goes into the cookie and nowhere else. */
  readonly token: string;
  /** With transport TOKEN, in place of the cookie. */
  readonly tokens: TokenPair | null;
  /** What the browser is remembered by; null with transport TOKEN. */
  readonly device: RememberedDevice | null;
}

const refused = (): AppError => new AppError('UNAUTHENTICATED', 'session.wrong_credentials');

/**
 * Makes a session, stamps the sign-in, tells the owner of a browser that was not known and writes
 * the audit row, all or nothing. Throws UNAUTHENTICATED `session.wrong_credentials` when the account
 * may no longer be signed in.
 */
export async function startSession(
  ctx: ServiceContext,
  options: StartSession,
): Promise<StartedSession> {
  const { started, isNews } = await inTransaction(ctx.db, (tx) => open(tx, ctx, options));
  if (isNews) ctx.wake('messages');
  return started;
}

async function open(
  tx: TenantTransaction,
  ctx: ServiceContext,
  options: StartSession,
): Promise<{ started: StartedSession; isNews: boolean }> {
  const { audience, hasSecondFactor, transport = 'COOKIE' } = options;
  const now = ctx.clock();
  const token = randomToken();
  const account = await lockUser(tx, options, now);
  await options.before?.(tx);
  const device = transport === 'COOKIE' ? await rememberBrowser(tx, ctx, account.id) : null;
  const { id, expiresAt } = await makeRow(tx, ctx, {
    ...{ userId: account.id, audience, transport, hasSecondFactor },
    ...{ token, deviceId: device?.id ?? null },
  });
  const renewable = { id, userId: account.id, audience, expiresAt };
  const tokens =
    transport === 'TOKEN'
      ? await issueRefreshToken(tx, ctx, { session: renewable, accessSecret: token })
      : null;
  const isNewDevice = device?.isNew ?? true;
  // The first sign-in of all is no news to whoever made it.
  const isNews = account.lastLoginAt !== null && isNewDevice;
  if (isNews) await tellOfDevice(tx, ctx, { sessionId: id, owner: account });
  await recordAudit(
    tx,
    { ...ctx, actor: actorOf(ctx, audience, account) },
    {
      action: 'session.signIn',
      entityType: 'Session',
      entityId: id,
      changes: { audience, transport, hasSecondFactor, isNewDevice },
    },
  );
  const { locale: _locale, lastLoginAt: _before, ...user } = account;
  const session = {
    ...{ id, audience, transport, hasSecondFactor, expiresAt, user },
    ...{ deviceId: device?.id ?? null, factorAt: now, home: ctx.tenant },
  };
  return { started: { session, token, tokens, device }, isNews };
}

async function makeRow(
  tx: TenantTransaction,
  ctx: ServiceContext,
  row: {
    readonly userId: string;
    readonly audience: SessionAudience;
    readonly transport: SessionTransport;
    readonly hasSecondFactor: boolean;
    readonly deviceId: string | null;
    readonly token: string;
  },
): Promise<{ id: string; expiresAt: Date }> {
  const { token, ...facts } = row;
  const { ip, userAgent } = ctx.request;
  const now = ctx.clock();
  const expiresAt = new Date(now.getTime() + lifetimeMsOf(row.audience));
  return tx.session.create({
    data: {
      ...facts,
      tokenHash: sha256(token),
      accessExpiresAt: row.transport === 'TOKEN' ? accessExpiry(now, expiresAt) : null,
      device: deviceName(userAgent),
      ip,
      userAgent,
      factorAt: now,
      lastActivityAt: now,
      expiresAt,
    },
    select: { id: true, expiresAt: true },
  });
}

async function lockUser(tx: TenantTransaction, options: StartSession, now: Date) {
  const { userId, audience, passwordChangedAt } = options;
  const user = await tx.user.findFirst({
    where: { id: userId },
    select: {
      id: true,
      email: true,
      firstName: true,
      lastName: true,
      locale: true,
      role: true,
      status: true,
      lastLoginAt: true,
    },
  });
  // The conditional write takes the row's lock, so that a suspension or a new password either comes
  // before (and is seen here) or after (and ends this session with the others).
  const stamped = await tx.user.updateMany({
    where: {
      id: userId,
      deletedAt: null,
      status: { in: [...signInStatuses(audience)] },
      ...(audience === 'CONSOLE' ? { role: { in: [...staffRoles] } } : {}),
      ...(passwordChangedAt === undefined ? {} : { passwordChangedAt }),
    },
    data: { lastLoginAt: now },
  });
  if (user === null || stamped.count !== 1) throw refused();
  return user;
}

function rememberBrowser(
  tx: TenantTransaction,
  ctx: ServiceContext,
  userId: string,
): Promise<RememberedDevice> {
  const name = deviceName(ctx.request.userAgent) ?? 'Unknown browser';
  return rememberDevice(tx, ctx, { userId, name });
}

async function tellOfDevice(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { sessionId, owner }: { readonly sessionId: string; readonly owner: Owner },
): Promise<void> {
  const device = deviceName(ctx.request.userAgent) ?? '–';
  const ip = ctx.request.ip ?? '–';
  await tellOwner(tx, ctx, {
    owner,
    kind: 'session.newDevice',
    facts: { device, ip },
    template: 'newDevice',
    parameters: { firstName: owner.firstName, device, ip },
    cause: sessionId,
  });
}

function actorOf(
  ctx: ServiceContext,
  audience: SessionAudience,
  user: Owner & Pick<ActiveSession['user'], 'lastName' | 'role'>,
): Actor {
  const who = { userId: user.id, role: user.role, name: `${user.firstName} ${user.lastName}` };
  return audience === 'CONSOLE'
    ? { kind: 'OPERATOR', homeTenantId: ctx.tenant.id, ...who }
    : { kind: 'USER', ...who };
}
