import { randomUUID } from 'node:crypto';
import type { SessionAudience, SessionTransport, UserRole } from '@freehold/core-contracts/enums';
import type { ServiceContext, ServiceTenant } from '../../context.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../../testing/index.ts';
import { changeUserStatus, type StatusChange } from '../change-user-status.ts';
import { inTransaction } from '@freehold/core-db';
import { resolveSession, type ActiveSession } from './resolve-session.ts';
import { startSession, type StartedSession } from './start-session.ts';

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

export interface TestPerson {
  readonly id: string;
  readonly email: string;
}

export interface StartOptions {
  readonly audience?: SessionAudience;
  readonly transport?: SessionTransport;
  readonly hasSecondFactor?: boolean;
  readonly passwordChangedAt?: Date | null;
  readonly deviceSecret?: string;
}

/** A tenant on a database of its own, with people who sign in without a password. */
export class SessionTest {
  readonly platform: TestPlatform;
  readonly tenant: ServiceTenant;
  readonly ctx: ServiceContext;

  private constructor(platform: TestPlatform, tenant: ServiceTenant) {
    this.platform = platform;
    this.tenant = tenant;
    this.ctx = platform.context(tenant, { kind: 'SERVICE', service: 'api' });
  }

  static async open(): Promise<SessionTest> {
    const platform = await createTestPlatform();
    return new SessionTest(platform, await platform.makeTenant());
  }

  close(): Promise<void> {
    return this.platform.close();
  }

  /** The same platform seen from another tenant. */
  async elsewhere(): Promise<SessionTest> {
    return new SessionTest(this.platform, await this.platform.makeTenant());
  }

  run<T>(
    work: (ctx: ServiceContext) => Promise<T>,
    over: Partial<ServiceContext> = {},
  ): Promise<T> {
    const ctx = { ...this.ctx, ...over };
    return inScope(ctx, () => work(ctx));
  }

  /** As the person themselves, in the portal. */
  as<T>(person: TestPerson, work: (ctx: ServiceContext) => Promise<T>): Promise<T> {
    const actor = { kind: 'USER', userId: person.id, role: 'USER', name: 'Ada Field' } as const;
    return this.run(work, { actor });
  }

  addPerson(over: { role?: UserRole; passwordHash?: string; lastLoginAt?: Date } = {}) {
    const email = `${randomUUID()}@people.test`;
    return this.run((ctx) =>
      ctx.db.user.create({
        data: {
          ...{ email, firstName: 'Ada', lastName: 'Field', status: 'ACTIVE', emailVerified: true },
          ...over,
        },
        select: { id: true, email: true },
      }),
    );
  }

  start(person: TestPerson, options: StartOptions = {}): Promise<StartedSession> {
    const { audience = 'PORTAL', deviceSecret, hasSecondFactor = false, ...rest } = options;
    const request = { ...this.ctx.request, deviceSecret: deviceSecret ?? null };
    return this.run(
      (ctx) => startSession(ctx, { userId: person.id, audience, hasSecondFactor, ...rest }),
      { request },
    );
  }

  /** The live session that a token opens now. */
  find(
    token: string,
    over: { audience?: SessionAudience; transport?: SessionTransport } = {},
  ): Promise<ActiveSession | null> {
    const { clock } = this.platform;
    return this.run(({ db }) =>
      resolveSession({ db, home: this.tenant, token, audience: 'PORTAL', now: clock(), ...over }),
    );
  }

  async changeStatus(person: TestPerson, to: StatusChange['to']) {
    return this.run(async (ctx) => {
      const user = await ctx.db.user.findFirstOrThrow({
        where: { id: person.id },
        select: { id: true, status: true, version: true },
      });
      const change = { user, to, reason: 'Because of a test' };
      return inTransaction(ctx.db, (tx) => changeUserStatus(tx, ctx, change));
    });
  }

  sessionsOf(person: TestPerson) {
    return this.run((ctx) =>
      ctx.db.session.findMany({ where: { userId: person.id }, orderBy: { createdAt: 'asc' } }),
    );
  }

  /** Actions of audit rows about an entity, oldest first. */
  async auditOf(entityId: string): Promise<string[]> {
    const rows = await this.run((ctx) =>
      ctx.db.auditLog.findMany({ where: { entityId }, orderBy: { sequence: 'asc' } }),
    );
    return rows.map(({ action }) => action);
  }
}

/** Code of the error that a call is refused with; `ok` when it is not. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error: Error & { code?: string }) => error.code ?? error.message,
  );
}

/** How often each code came back. */
export async function tally(calls: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const code of await Promise.all(calls.map(codeOf))) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
