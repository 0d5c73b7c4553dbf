import { createDatabase } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ServiceContext } from '../../context.ts';
import {
  createTestPlatform,
  inScope,
  readTestMessages,
  type TestPlatform,
} from '../../testing/index.ts';
import {
  addAuthenticator,
  asPerson,
  codeAt,
  enter,
  freshTenant,
  makeAccount,
  minuteMs,
  outcomes,
  requireState,
  secondMs,
  signedIn,
  wrongCodeAt,
} from '../accounts.testing.ts';
import { removeExpiredLinks } from '../credentials/remove-expired-links.ts';
import { tellOfLocks } from './tell-of-locks.ts';
import {
  clearSignInFailures,
  countForNetwork,
  countForPassword,
  networkLimit,
} from './throttle.ts';
import { unlock } from './unlock.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

// Many passwords are hashed, on whatever machine this is.
vi.setConfig({ testTimeout: 120_000 });

const email = 'target@people.example';
const nobody = 'nobody@people.example';
const wrong = { password: 'one of very many guesses' };
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

/** How an attempt ends: wrong, or the seconds to wait. */
async function tryWrong(ctx: ServiceContext, address: string): Promise<string> {
  const [result] = await Promise.allSettled([enter(ctx, address, wrong)]);
  if (result?.status !== 'rejected') return 'in';
  const { code, params } = result.reason as {
    code: string;
    params: { retryAfterSeconds?: number };
  };
  return code === 'session.throttled' ? `wait ${params.retryAfterSeconds ?? 0}` : 'wrong';
}

/** Fails until the address is locked, each time as soon as it may. */
async function lock(ctx: ServiceContext, address: string): Promise<void> {
  for (const seconds of [0, 0, 0, 1, 2, 4, 8, 15, 30, 0]) {
    expect(await tryWrong(ctx, address)).toBe('wrong');
    platform.clock.moveBy(seconds * secondMs);
  }
}

async function target(over: Partial<Parameters<typeof makeAccount>[1]> = {}) {
  const { tenant, ctx } = await freshTenant(platform);
  const userId = await makeAccount(ctx, { email, ...over });
  return { tenant, ctx, userId };
}

function tell(ctx: ServiceContext): Promise<number> {
  return inScope(ctx, () => tellOfLocks({ ctx, limit: 10 }));
}

async function linkIn(ctx: ServiceContext, template = 'signInLocked'): Promise<string> {
  const messages = await inScope(ctx, () => readTestMessages(ctx, { template }));
  return /#(?<token>[\w.-]+)/u.exec(messages.at(-1)?.body ?? '')?.groups?.['token'] ?? '';
}

describe('failures of one address', () => {
  test.each([
    ['with', email],
    ['without', nobody],
  ])(
    '%s an account: three without a wait, then a growing one, then an hour',
    async (_, address) => {
      const { ctx } = await target();
      for (const seconds of [0, 0, 0, 1, 2, 4, 8, 15, 30, 3600]) {
        expect(await tryWrong(ctx, address)).toBe('wrong');
        if (seconds === 0) continue;
        expect(await tryWrong(ctx, address)).toBe(`wait ${seconds}`);
        platform.clock.moveBy(seconds * secondMs - 1);
        expect(await tryWrong(ctx, address)).toBe('wait 1');
        platform.clock.moveBy(1);
      }
    },
  );

  test('are forgotten once the password was right', async () => {
    const { ctx } = await target();
    for (let round = 0; round < 5; round += 1) {
      for (let count = 0; count < 3; count += 1) expect(await tryWrong(ctx, email)).toBe('wrong');
      expect((await enter(ctx, email)).state).toBe('SIGNED_IN');
    }
  });

  test('are forgotten after 30 days without a try', async () => {
    const { ctx } = await target();
    await lock(ctx, email);
    platform.clock.moveBy(30 * 24 * 60 * minuteMs);
    for (let count = 0; count < 3; count += 1) expect(await tryWrong(ctx, email)).toBe('wrong');
    expect((await enter(ctx, email)).state).toBe('SIGNED_IN');
  });

  test('count where the request failed for another reason', async () => {
    const { ctx } = await target();
    const broken = () =>
      inScope(ctx, () =>
        countForPassword(ctx, email, () => Promise.reject(new Error('connection lost'))),
      );
    const tries = await Promise.allSettled([broken(), broken(), broken(), broken()]);
    expect(tries.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await tryWrong(ctx, email)).toBe('wait 1');
  });

  test('are at most 100 in a row: after that the password is dead, and looks locked like any other', async () => {
    const { ctx, userId } = await target();
    await lock(ctx, email);
    for (let count = 10; count < 100; count += 1) {
      platform.clock.moveBy(60 * minuteMs);
      await expect(
        inScope(ctx, () => countForPassword(ctx, email, () => Promise.reject(new Error('wrong')))),
      ).rejects.toThrow('wrong');
    }
    platform.clock.moveBy(60 * minuteMs);
    await expect(enter(ctx, email)).rejects.toMatchObject({
      code: 'session.throttled',
      params: { retryAfterSeconds: 3600 },
    });
    // What a new password by way of the mailbox does.
    await inScope(ctx, () => clearSignInFailures(ctx, { email, userId }));
    expect(requireState(await enter(ctx, email), 'SIGNED_IN').session.user.id).toBe(userId);
  });
});

describe('failures at once', () => {
  test('of 64 tries never more are looked at than the budget, whatever is waited for in between', async () => {
    const { ctx } = await target();
    const looked: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const tries = await Promise.allSettled(
        Array.from({ length: 64 }, () =>
          inScope(ctx, () =>
            countForPassword(ctx, email, () => Promise.reject(new Error('looked at'))),
          ),
        ),
      );
      looked.push(outcomes(tries).filter((code) => code === 'unknown').length);
      platform.clock.moveBy(30 * secondMs);
    }
    expect(looked).toEqual([4, 1, 1, 1, 1, 1, 1, 0]);
  });

  test('count whichever process is asked', async () => {
    const { ctx } = await target();
    const other = await createDatabase({ url: platform.urls.appUrl });
    const there = { ...ctx, db: other.client };
    for (const one of [ctx, there, ctx, there]) expect(await tryWrong(one, email)).toBe('wrong');
    expect(await tryWrong(ctx, email)).toBe('wait 1');
    expect(await tryWrong(there, email)).toBe('wait 1');
    await other.close();
  });

  test('hold nobody back while there is no wait, though their clocks differ', async () => {
    const { ctx } = await target();
    const late = { ...ctx, clock: () => new Date(platform.clock().getTime() - 20) };
    expect(await tryWrong(ctx, email)).toBe('wrong');
    expect(await tryWrong(late, email)).toBe('wrong');
  });

  test('of second factors too', async () => {
    const { ctx, userId } = await target();
    const { session } = await signedIn(ctx, email);
    const { secret } = await addAuthenticator(asPerson(ctx, userId), session.id);
    const { challenge } = requireState(await enter(ctx, email), 'SECOND_FACTOR_REQUIRED');
    const code = wrongCodeAt(secret, platform.clock());
    const input = { challenge, code };
    const tries = await Promise.allSettled(
      Array.from({ length: 64 }, () =>
        inScope(ctx, () => verifySecondFactor({ ctx, input, audience: 'PORTAL' })),
      ),
    );
    expect(outcomes(tries).filter((one) => one === 'session.second_factor_wrong')).toHaveLength(4);
    const [row] = await inScope(ctx, () => ctx.db.authenticator.findMany({ where: { userId } }));
    expect(row?.failedAttempts).toBe(4);
  });
});

describe('a network', () => {
  const at = (ctx: ServiceContext, ip: string): ServiceContext => ({
    ...ctx,
    request: { ...ctx.request, ip },
  });
  const fail = (ctx: ServiceContext) =>
    inScope(ctx, () => countForNetwork(ctx, () => Promise.reject(new Error('wrong'))));

  test('has 50 failures without a wait, then a growing one, and at most 100 in a quarter of an hour', async () => {
    const { ctx } = await freshTenant(platform);
    platform.clock.set(
      new Date(Math.ceil(platform.clock().getTime() / (15 * minuteMs)) * 15 * minuteMs),
    );
    const waits = new Map<string, number>();
    let failures = 0;
    for (let tries = 0; tries < 400 && failures < 100; tries += 1) {
      const [result] = await Promise.allSettled([fail(ctx)]);
      const error = (result as PromiseRejectedResult).reason as {
        code?: string;
        params?: { retryAfterSeconds: number };
      };
      if (error.code !== 'session.throttled') {
        failures += 1;
        continue;
      }
      const seconds = error.params?.retryAfterSeconds ?? 0;
      waits.set(`${seconds}`, (waits.get(`${seconds}`) ?? 0) + 1);
      platform.clock.moveBy(seconds * secondMs);
    }
    expect(failures).toBe(networkLimit.limit);
    expect(Object.fromEntries(waits)).toEqual({ 1: 20, 5: 29 });
    await expect(fail(ctx)).rejects.toMatchObject({ code: 'session.throttled' });
    platform.clock.moveBy(15 * minuteMs);
    await expect(fail(ctx)).rejects.toThrow('wrong');
  });

  test('of IPv6 is its /64, of IPv4 the address', async () => {
    const { ctx } = await freshTenant(platform);
    for (let count = 0; count < 51; count += 1) {
      await fail(at(ctx, `2001:db8:1:2::${(count + 1).toString(16)}`)).catch(() => undefined);
    }
    const refused = { code: 'session.throttled' };
    await expect(fail(at(ctx, '2001:db8:1:2:ffff::1'))).rejects.toMatchObject(refused);
    await expect(fail(at(ctx, '2001:db8:1:3::1'))).rejects.toThrow('wrong');
    await expect(fail(at(ctx, '198.51.100.8'))).rejects.toThrow('wrong');
  });

  test('gets back what went well', async () => {
    const { ctx } = await target();
    for (let count = 0; count < 60; count += 1) {
      await inScope(ctx, () => countForNetwork(ctx, () => Promise.resolve()));
    }
    await expect(fail(ctx)).rejects.toThrow('wrong');
  });
});

describe('a lock', () => {
  test('is told to the owner by e-mail, once, and its link lifts it', async () => {
    const { ctx, tenant } = await target();
    await lock(ctx, email);
    expect(await tryWrong(ctx, email)).toBe('wait 3600');
    expect(await tell(ctx)).toBe(1);
    expect(await tell(ctx)).toBe(0);
    const messages = await inScope(ctx, () => readTestMessages(ctx, { template: 'signInLocked' }));
    expect(messages.map(({ recipient }) => recipient)).toEqual([email]);
    expect(messages[0]?.body).toContain(`https://portal.example/${tenant.slug}/unlock#`);
    expect(messages[0]?.body).toContain('60 minutes');

    const input = { token: await linkIn(ctx) };
    await inScope(ctx, () => unlock({ ctx, input }));
    expect((await enter(ctx, email)).state).toBe('SIGNED_IN');
    await expect(inScope(ctx, () => unlock({ ctx, input }))).rejects.toMatchObject({
      code: 'account.link_invalid',
    });
    const audit = await inScope(ctx, () =>
      ctx.db.auditLog.findMany({ orderBy: { sequence: 'asc' } }),
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'session.lock',
      'session.unlock',
      'session.signIn',
    ]);
  });

  test('has a link for as long as it lasts', async () => {
    const { ctx } = await target();
    await lock(ctx, email);
    await tell(ctx);
    const input = { token: await linkIn(ctx) };
    platform.clock.moveBy(60 * minuteMs);
    await expect(inScope(ctx, () => unlock({ ctx, input }))).rejects.toMatchObject({
      code: 'account.link_invalid',
    });
  });

  test('is told once where several workers look at the same time', async () => {
    const { ctx } = await target();
    await lock(ctx, email);
    await Promise.all(Array.from({ length: 8 }, () => tell(ctx)));
    const messages = await inScope(ctx, () => readTestMessages(ctx, { template: 'signInLocked' }));
    expect(messages).toHaveLength(1);
  });

  test('that cannot be told holds up no other, and goes with its time', async () => {
    const { ctx } = await target();
    await lock(ctx, email);
    const portal = () => {
      throw new Error('no address');
    };
    const broken = {
      ...ctx,
      addresses: Object.defineProperty({ ...ctx.addresses }, 'portal', { get: portal }),
    };
    expect(await tell(broken)).toBe(0);
    expect(await inScope(ctx, () => ctx.db.signInLock.count())).toBe(1);
    const later = { ...ctx, clock: () => new Date(ctx.clock().getTime() + 61 * 60_000) };
    expect(await inScope(ctx, () => removeExpiredLinks({ ctx: later, limit: 10 }))).toBe(1);
    expect(await inScope(ctx, () => ctx.db.signInLock.count())).toBe(0);
  });

  test('of an address without an account leaves nothing behind', async () => {
    const { ctx } = await target();
    await lock(ctx, nobody);
    expect(await inScope(ctx, () => ctx.db.signInLock.count())).toBe(1);
    expect(await tell(ctx)).toBe(1);
    await inScope(ctx, async () => {
      expect(await ctx.db.signInLock.count()).toBe(0);
      expect(await readTestMessages(ctx)).toEqual([]);
      expect(await ctx.db.auditLog.count()).toBe(0);
      expect(await ctx.db.accountToken.count()).toBe(0);
    });
  });

  test('writes the address nowhere in the open', async () => {
    const { ctx } = await target();
    await lock(ctx, nobody);
    const rows = await inScope(ctx, async () => [
      ...(await ctx.db.signInLock.findMany()),
      ...(await ctx.db.usageBudget.findMany()),
    ]);
    const text = rows
      .flatMap((row) => Object.values(row))
      .map((value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
      )
      .join('\n');
    expect(text).not.toContain('nobody');
  });

  test('is over after an hour, and the next failure locks again and is told again', async () => {
    const { ctx } = await target();
    await lock(ctx, email);
    platform.clock.moveBy(60 * minuteMs - 1);
    expect(await tryWrong(ctx, email)).toBe('wait 1');
    platform.clock.moveBy(1);
    expect(await tryWrong(ctx, email)).toBe('wrong');
    expect(await tryWrong(ctx, email)).toBe('wait 3600');
    expect(await tell(ctx)).toBe(2);
  });

  test('of second factors says that somebody knows the password', async () => {
    const { ctx, userId } = await target();
    const { session } = await signedIn(ctx, email);
    const { secret } = await addAuthenticator(asPerson(ctx, userId), session.id);
    for (const seconds of [0, 0, 0, 1, 2, 4, 8, 15, 30, 0]) {
      const { challenge } = requireState(await enter(ctx, email), 'SECOND_FACTOR_REQUIRED');
      const input = { challenge, code: wrongCodeAt(secret, platform.clock()) };
      await expect(
        inScope(ctx, () => verifySecondFactor({ ctx, input, audience: 'PORTAL' })),
      ).rejects.toMatchObject({ code: 'session.second_factor_wrong' });
      platform.clock.moveBy(seconds * secondMs);
    }
    await tell(ctx);
    const token = await linkIn(ctx, 'secondFactorLocked');
    await inScope(ctx, () => unlock({ ctx, input: { token } }));
    const { challenge } = requireState(await enter(ctx, email), 'SECOND_FACTOR_REQUIRED');
    const input = { challenge, code: codeAt(secret, platform.clock()) };
    await inScope(ctx, () => verifySecondFactor({ ctx, input, audience: 'PORTAL' }));
  });

  test('of an operator leads to the console', async () => {
    const { ctx, tenant } = await target({ role: 'AUDITOR' });
    await lock(ctx, email);
    await tell(ctx);
    const [message] = await inScope(ctx, () => readTestMessages(ctx, { template: 'signInLocked' }));
    expect(message?.body).toContain(`https://console.example/unlock#${tenant.slug}.`);
  });
});
