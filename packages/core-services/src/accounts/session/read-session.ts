import { randomUUID } from 'node:crypto';
import type {
  SessionAudience,
  SessionTransport,
  UserRole,
  UserStatus,
} from '@freehold/core-contracts/enums';
import type { TenantClient } from '@freehold/core-db';
import type { Cache } from '../../cache/cache.ts';
import { readThrough } from '../../cache/drop-on-write.ts';
import type { ServiceTenant } from '../../context.ts';
import { sha256 } from '../../keyring.ts';

/** Longest time a session is taken for alive without a look at the database, and then only to read. */
export const sessionCacheMs = 10_000;

/** The account a session belongs to. */
export interface SessionUser {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: UserRole;
  readonly status: UserStatus;
}

/** A session that nobody has ended, as stored; whether its time is over is another question. */
export interface SessionFacts {
  readonly id: string;
  readonly audience: SessionAudience;
  readonly transport: SessionTransport;
  readonly accessExpiresAt: Date | null;
  readonly deviceId: string | null;
  readonly hasSecondFactor: boolean;
  readonly factorAt: Date;
  readonly expiresAt: Date;
  readonly lastActivityAt: Date;
  readonly user: SessionUser;
}

interface ReadSession {
  readonly db: TenantClient;
  readonly home: ServiceTenant;
  readonly token: string;
  readonly cache?: Cache | undefined;
}

const unknown = Symbol('unknown');

/**
 * The session of a token, through the cache where one is given. The key is the token's hash, from
 * which nobody gets back to 256 random bits; what is not there is not kept. It is kept in this
 * process's memory alone: whoever can write to a level that processes share could make sessions there.
 */
export async function readSession(options: ReadSession): Promise<SessionFacts | null> {
  const { db, home, token, cache } = options;
  const tokenHash = sha256(token);
  if (cache === undefined) return loadSession(db, tokenHash);
  const id = Buffer.from(tokenHash).toString('hex');
  const at = { tenant: home, cache };
  try {
    // Whose a token is never changes. The mark changes when all sessions of the tenant are dropped,
    // and with it the place where the person's are kept.
    const { userId, mark } = await readThrough(at, { name: 'session', id, isLocal: true }, () =>
      loadOwner(db, tokenHash),
    );
    return await readThrough(
      at,
      { name: `session.${userId}`, id: `${id}.${mark}`, ttlMs: sessionCacheMs, isLocal: true },
      async () => (await loadSession(db, tokenHash)) ?? refuse(),
    );
  } catch (error) {
    if (error === unknown) return null;
    throw error;
  }
}

function refuse(): never {
  throw unknown;
}

async function loadOwner(
  db: TenantClient,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<{ userId: string; mark: string }> {
  const row = await db.session.findFirst({ where: { tokenHash }, select: { userId: true } });
  return { userId: row?.userId ?? refuse(), mark: randomUUID() };
}

async function loadSession(
  db: TenantClient,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<SessionFacts | null> {
  return db.session.findFirst({
    where: { tokenHash, isValid: true, user: { deletedAt: null } },
    select: {
      id: true,
      audience: true,
      transport: true,
      accessExpiresAt: true,
      deviceId: true,
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
        },
      },
    },
  });
}
