import { hash } from '@node-rs/argon2';
import { hash as hashBcrypt } from '@node-rs/bcrypt';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTestPlatform, inScope, type TestPlatform } from '../../testing/index.ts';
import {
  codeAt,
  enter,
  freshTenant,
  makeAccount,
  minuteMs,
  requireState,
  testPassword,
} from '../accounts.testing.ts';
import { resolveSession } from './resolve-session.ts';
import { signOut } from './sign-out.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

// Many passwords are hashed, on whatever machine this is.
vi.setConfig({ testTimeout: 120_000 });

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

describe('signing in to the portal', () => {
  test('makes a session, stamps the person and writes the audit row', async () => {
    const { tenant, ctx } = await freshTenant(platform);
    const userId = await makeAccount(ctx, { email: 'ada@people.example' });
    const { session, token } = requireState(await enter(ctx, 'ada@people.example'), 'SIGNED_IN');
    expect(session.user.id).toBe(userId);
    await inScope(ctx, async () => {
      const row = await ctx.db.session.findFirstOrThrow({ where: { id: session.id } });
      expect(Buffer.from(row.tokenHash).toString('utf8')).not.toContain(token);
      expect(row.expiresAt.getTime() - platform.clock().getTime()).toBe(30 * 24 * 60 * minuteMs);
      const user = await ctx.db.user.findFirstOrThrow({ where: { id: userId } });
      expect(user.lastLoginAt).toEqual(platform.clock());
      const audit = await ctx.db.auditLog.findMany({ where: { action: 'session.signIn' } });
      expect(audit.map((entry) => entry.actorId)).toEqual([userId]);
      const found = await resolveSession({
        db: ctx.db,
        home: tenant,
        token,
        audience: 'PORTAL',
        now: platform.clock(),
      });
      expect(found?.id).toBe(session.id);
    });
  });

  test.each([
    ['a wrong password', 'wrong@people.example', { password: 'not the right one at all' }, {}],
    ['an unverified address', 'unverified@people.example', {}, { emailVerified: false }],
    ['a suspended account', 'suspended@people.example', {}, { status: 'SUSPENDED' }],
    ['a frozen account', 'frozen@people.example', {}, { status: 'FROZEN' }],
    ['a closed account', 'closed@people.example', {}, { status: 'CLOSED' }],
    ['a person in the console', 'person@people.example', { audience: 'CONSOLE' }, {}],
  ] as const)('%s is refused like an unknown address', async (_, email, over, user) => {
    const { ctx } = await freshTenant(platform);
    await makeAccount(ctx, { email, ...user });
    const refusals = await Promise.allSettled([
      enter(ctx, email, over),
      enter(ctx, 'nobody@people.example', over),
    ]);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        status: 'rejected',
        reason: { kind: 'UNAUTHENTICATED', code: 'session.wrong_credentials' },
      });
    }
  });

  test('an account of another tenant is unknown here', async () => {
    const [first, second] = [await freshTenant(platform), await freshTenant(platform)];
    await makeAccount(first.ctx, { email: 'only@people.example' });
    await expect(enter(second.ctx, 'only@people.example')).rejects.toMatchObject({
      code: 'session.wrong_credentials',
    });
  });

  test('a demo account is refused in production', async () => {
    const { ctx } = await freshTenant(platform);
    await makeAccount(ctx, { email: 'demo@people.example' });
    await expect(
      enter({ ...ctx, isDevelopment: false }, 'demo@people.example'),
    ).rejects.toMatchObject({
      code: 'session.wrong_credentials',
    });
  });

  test('64 wrong passwords at once are looked at four times, and then even the right one waits', async () => {
    const { ctx } = await freshTenant(platform);
    await makeAccount(ctx, { email: 'target@people.example' });
    const tries = await Promise.allSettled(
      Array.from({ length: 64 }, () =>
        enter(ctx, 'target@people.example', { password: 'one of very many guesses' }),
      ),
    );
    const codes = tries.map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : 'OK',
    );
    expect(codes.filter((code) => code === 'session.wrong_credentials')).toHaveLength(4);
    expect(codes.filter((code) => code === 'session.throttled')).toHaveLength(60);
    await expect(enter(ctx, 'target@people.example')).rejects.toMatchObject({
      kind: 'LIMIT_EXCEEDED',
    });
    platform.clock.moveBy(1000);
    expect((await enter(ctx, 'target@people.example')).state).toBe('SIGNED_IN');
  });
});

describe('a session', () => {
  async function opened() {
    const { tenant, ctx } = await freshTenant(platform);
    const userId = await makeAccount(ctx, { email: 'holder@people.example' });
    const { session, token } = requireState(await enter(ctx, 'holder@people.example'), 'SIGNED_IN');
    const find = (now = platform.clock()) =>
      inScope(ctx, () =>
        resolveSession({ db: ctx.db, home: tenant, token, audience: 'PORTAL', now }),
      );
    return { ctx, userId, session, token, find };
  }
  const dayMs = 24 * 60 * minuteMs;

  test('ends after 14 days without a request and after 30 days at the latest', async () => {
    const { find } = await opened();
    const start = platform.clock().getTime();
    expect(await find(new Date(start + 15 * dayMs))).toBeNull();
    expect(await find(new Date(start + 13 * dayMs))).not.toBeNull();
    expect(await find(new Date(start + 26 * dayMs))).not.toBeNull();
    expect(await find(new Date(start + 31 * dayMs))).toBeNull();
  });

  test('is gone once signed out, and signing out twice changes nothing', async () => {
    const { ctx, session, find } = await opened();
    await inScope(ctx, () => signOut({ ctx, sessionId: session.id }));
    await inScope(ctx, () => signOut({ ctx, sessionId: session.id }));
    expect(await find()).toBeNull();
    const rows = await inScope(ctx, () =>
      ctx.db.auditLog.count({ where: { action: 'session.signOut' } }),
    );
    expect(rows).toBe(1);
  });

  test('does not outlive a change of status, and no other audience or token opens it', async () => {
    const { ctx, userId, find, token } = await opened();
    await inScope(ctx, () =>
      ctx.db.user.updateMany({ where: { id: userId }, data: { status: 'SUSPENDED' } }),
    );
    expect(await find()).toBeNull();
    await inScope(ctx, () =>
      ctx.db.user.updateMany({ where: { id: userId }, data: { status: 'ACTIVE' } }),
    );
    expect(await find()).not.toBeNull();
    const other = {
      db: ctx.db,
      home: ctx.tenant,
      token,
      audience: 'CONSOLE',
      now: platform.clock(),
    } as const;
    expect(await inScope(ctx, () => resolveSession(other))).toBeNull();
    const wrong = { ...other, audience: 'PORTAL', token: `${token.slice(0, -1)}A` } as const;
    expect(await inScope(ctx, () => resolveSession(wrong))).toBeNull();
  });
});

describe('an operator', () => {
  async function enrolled() {
    const { tenant, ctx } = await freshTenant(platform);
    await makeAccount(ctx, { email: 'staff@tenant.example', role: 'REVIEWER' });
    const begun = requireState(
      await enter(ctx, 'staff@tenant.example', { audience: 'CONSOLE' }),
      'ENROLMENT_REQUIRED',
    );
    const confirm = (code: string, challenge = begun.challenge) =>
      inScope(ctx, () =>
        verifySecondFactor({ ctx, input: { challenge, code }, audience: 'CONSOLE' }),
      );
    return { tenant, ctx, begun, confirm };
  }

  test('sets up a second factor first, is signed in for 12 hours, and is asked for a code from then on', async () => {
    const { ctx, begun, confirm } = await enrolled();
    const { session } = await confirm(codeAt(begun.secret, platform.clock()));
    expect(session.hasSecondFactor).toBe(true);
    expect(session.expiresAt.getTime() - platform.clock().getTime()).toBe(12 * 60 * minuteMs);
    const again = await enter(ctx, 'staff@tenant.example', { audience: 'CONSOLE' });
    expect(again.state).toBe('SECOND_FACTOR_REQUIRED');
  });

  test('uses each code once, even 16 times at once', async () => {
    const { ctx, begun, confirm } = await enrolled();
    await confirm(codeAt(begun.secret, platform.clock()));
    platform.clock.moveBy(2 * minuteMs);
    const asked = requireState(
      await enter(ctx, 'staff@tenant.example', { audience: 'CONSOLE' }),
      'SECOND_FACTOR_REQUIRED',
    );
    const code = codeAt(begun.secret, platform.clock());
    const uses = await Promise.allSettled(
      Array.from({ length: 16 }, () => confirm(code, asked.challenge)),
    );
    expect(uses.filter((use) => use.status === 'fulfilled')).toHaveLength(1);
  });

  test('cannot use a challenge after five minutes, in another tenant, or one that was changed', async () => {
    const { begun, confirm } = await enrolled();
    const elsewhere = await freshTenant(platform);
    const input = { challenge: begun.challenge, code: codeAt(begun.secret, platform.clock()) };
    const expired = { code: 'session.challenge_expired' };
    await expect(
      inScope(elsewhere.ctx, () =>
        verifySecondFactor({ ctx: elsewhere.ctx, input, audience: 'CONSOLE' }),
      ),
    ).rejects.toMatchObject(expired);
    await expect(confirm(input.code, `${begun.challenge.slice(0, -2)}xx`)).rejects.toMatchObject(
      expired,
    );
    platform.clock.moveBy(5 * minuteMs + 1);
    await expect(confirm(codeAt(begun.secret, platform.clock()))).rejects.toMatchObject(expired);
  });
});

describe('a stored password of another time or place', () => {
  test.each([
    ['bcrypt', () => hashBcrypt(testPassword, { cost: 4 })],
    ['argon2id of a lower cost', () => hash(testPassword, { memoryCost: 8192, timeCost: 1 })],
  ])('%s is renewed at the first sign-in, once, and no session ends for it', async (_, make) => {
    const { ctx } = await freshTenant(platform);
    const userId = await makeAccount(ctx, { email: 'moved@people.example' });
    const old = await make();
    const stored = () =>
      inScope(ctx, () => ctx.db.user.findFirstOrThrow({ where: { id: userId } }));
    await inScope(ctx, () =>
      ctx.db.user.updateMany({ where: { id: userId }, data: { passwordHash: old } }),
    );
    await expect(
      enter(ctx, 'moved@people.example', { password: 'not the right one at all' }),
    ).rejects.toMatchObject({ code: 'session.wrong_credentials' });
    expect((await stored()).passwordHash).toBe(old);
    await Promise.all([1, 2, 3].map(() => enter(ctx, 'moved@people.example')));
    const renewed = await stored();
    expect(renewed.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
    expect(renewed.passwordChangedAt).toBeNull();
    await enter(ctx, 'moved@people.example');
    expect((await stored()).passwordHash).toBe(renewed.passwordHash);
    expect(await inScope(ctx, () => ctx.db.session.count({ where: { isValid: true } }))).toBe(4);
  });
});
