import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hashPassword } from './password/hash-password.ts';
import { answerResetRequests } from './credentials/answer-reset-requests.ts';
import { removeExpiredLinks } from './credentials/remove-expired-links.ts';
import { requestPasswordReset } from './credentials/request-password-reset.ts';
import { removeExpiredDevices } from './devices/remove-expired-devices.ts';
import { refreshSession } from './session/refresh-session.ts';
import { removeExpiredRefreshTokens } from './session/remove-expired-refresh-tokens.ts';
import { removeExpiredSessions } from './session/remove-expired-sessions.ts';
import { codeOf, dayMs, minuteMs, SessionTest, times } from './session/session.testing.ts';
import { splitToken } from './session/session-tokens.ts';

vi.setConfig({ testTimeout: 60_000 });

let house: SessionTest;
beforeAll(async () => {
  house = await SessionTest.open();
});
afterAll(() => house.close());

const later = (ms: number) => house.platform.clock.moveBy(ms);
const clean = (
  task: (request: { ctx: SessionTest['ctx']; limit: number }) => Promise<number>,
  limit = 100,
) => house.run((ctx) => task({ ctx, limit }));

async function opened() {
  const { session, tokens } = await house.start(await house.addPerson(), { transport: 'TOKEN' });
  const refresh = async (token: string) => {
    const { secret } = splitToken('refresh', token)!;
    return house.run((ctx) => refreshSession({ ctx, input: { secret } }));
  };
  const rows = () =>
    house.run((ctx) => ctx.db.refreshToken.findMany({ where: { sessionId: session.id } }));
  return { session, tokens: tokens!, refresh, rows };
}

test('what a used token leaves for an honest race is erased after ten seconds; the token is known on', async () => {
  const { tokens, refresh, rows } = await opened();
  await refresh(tokens.refreshToken);
  later(10_001);
  expect(await clean(removeExpiredRefreshTokens)).toBe(1);
  expect((await rows()).map(({ graceCiphertext }) => graceCiphertext)).toEqual([null, null]);
  expect(await codeOf(refresh(tokens.refreshToken))).toBe('session.refresh_refused');
  expect(await house.auditOf((await rows())[0]!.sessionId)).toContain('session.endReused');
});

test('tokens go when they run out, and their successors stay usable', async () => {
  const { tokens, refresh, rows } = await opened();
  later(10 * dayMs);
  const second = await refresh(tokens.refreshToken);
  later(4 * dayMs + 1);
  expect(await clean(removeExpiredRefreshTokens)).toBeGreaterThanOrEqual(1);
  expect(await rows()).toHaveLength(1);
  expect(await codeOf(refresh(second.refreshToken))).toBe('ok');
});

test('tokens of an ended session go a day later', async () => {
  const { session, rows } = await opened();
  await house.run((ctx) =>
    ctx.db.session.updateMany({
      where: { id: session.id },
      data: { expiresAt: house.platform.clock() },
    }),
  );
  expect(await clean(removeExpiredSessions)).toBeGreaterThanOrEqual(1);
  expect((await rows())[0]?.endedAt).toEqual(house.platform.clock());
  await clean(removeExpiredRefreshTokens);
  expect(await rows()).toHaveLength(1);
  later(dayMs + 1);
  await clean(removeExpiredRefreshTokens);
  expect(await rows()).toHaveLength(0);
});

test('a browser goes after 90 days, a revoked one after 30; a session that names it stays', async () => {
  const person = await house.addPerson();
  const { device, session } = await house.start(person);
  const revoked = await house.start(person);
  await house.run((ctx) =>
    ctx.db.trustedDevice.updateMany({
      where: { id: revoked.device!.id },
      data: { revokedAt: house.platform.clock() },
    }),
  );
  const left = async () => {
    const rows = await house.run((ctx) =>
      ctx.db.trustedDevice.findMany({ where: { userId: person.id }, select: { id: true } }),
    );
    return rows.map(({ id }) => id);
  };
  later(30 * dayMs + 1);
  await clean(removeExpiredDevices);
  expect(await left()).toEqual([device!.id]);
  later(60 * dayMs);
  await clean(removeExpiredDevices);
  expect(await left()).toEqual([]);
  const row = (await house.sessionsOf(person)).find(({ id }) => id === session.id);
  expect(row).toMatchObject({ deviceId: null });
});

test('links go a week after their time, unanswered requests after an hour; each round is bounded', async () => {
  const passwordHash = await hashPassword('seven quiet herons wade');
  const people = await Promise.all(times(3, () => house.addPerson({ passwordHash })));
  const now = house.platform.clock().getTime();
  for (const [index, { email }] of people.entries()) {
    const request = { ...house.ctx.request, ip: `198.51.100.${index}` };
    await house.run((ctx) => requestPasswordReset({ ctx, input: { email } }), { request });
  }
  await house.run((ctx) => answerResetRequests({ ctx, limit: 2 }));
  await house.run((ctx) =>
    ctx.db.passwordResetRequest.updateMany({ data: { createdAt: new Date(now) } }),
  );
  const counts = () =>
    house.run(async (ctx) => [
      await ctx.db.accountToken.count(),
      await ctx.db.passwordResetRequest.count(),
    ]);
  expect(await counts()).toEqual([2, 1]);
  later(60 * minuteMs + 1);
  expect(await clean(removeExpiredLinks)).toBe(1);
  later(7 * dayMs);
  expect(await clean(removeExpiredLinks, 1)).toBe(1);
  expect(await counts()).toEqual([1, 0]);
});
