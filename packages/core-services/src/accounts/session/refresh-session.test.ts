import type { TokenPair } from '@freehold/core-contracts/session';
import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sha256 } from '../../keyring.ts';
import { readTestMessages } from '../../testing/index.ts';
import { refreshSession } from './refresh-session.ts';
import { renewSession } from './renew-session.ts';
import { codeOf, dayMs, minuteMs, SessionTest, tally, times } from './session.testing.ts';
import { splitToken } from './session-tokens.ts';

vi.setConfig({ testTimeout: 60_000 });

let house: SessionTest;
beforeAll(async () => {
  house = await SessionTest.open();
});
afterAll(() => house.close());

const later = (ms: number) => house.platform.clock.moveBy(ms);
const refused = 'session.refresh_refused';

function secretOf(token: string, kind: 'access' | 'refresh' = 'refresh'): string {
  const parts = splitToken(kind, token);
  if (parts === null) throw new Error('not a token');
  return parts.secret;
}

const refresh = (token: string, at = house): Promise<TokenPair> =>
  at.run((ctx) => refreshSession({ ctx, input: { secret: secretOf(token) } }));
const find = (token: string) => house.find(secretOf(token, 'access'), { transport: 'TOKEN' });

async function opened(options: { audience?: 'CONSOLE' | 'PORTAL' } = {}) {
  const { audience = 'PORTAL' } = options;
  const person = await house.addPerson(audience === 'CONSOLE' ? { role: 'ADMIN' } : {});
  const { session, tokens } = await house.start(person, {
    ...{ audience, transport: 'TOKEN', hasSecondFactor: audience === 'CONSOLE' },
  });
  if (tokens === null) throw new Error('no tokens');
  const read = async () => {
    const [row] = await house.sessionsOf(person);
    return row!;
  };
  return { person, session, tokens, read };
}

test('an access token lives 15 minutes, and a refresh gives the next', async () => {
  const { tokens, session } = await opened();
  expect(tokens.accessExpiresAt.getTime() - house.platform.clock().getTime()).toBe(15 * minuteMs);
  expect(tokens.accessToken).toMatch(/^fha\.[a-z0-9-]+\.[\w-]{43}$/u);
  expect((await find(tokens.accessToken))?.id).toBe(session.id);
  later(15 * minuteMs - 1);
  expect(await find(tokens.accessToken)).not.toBeNull();
  later(1);
  expect(await find(tokens.accessToken)).toBeNull();
  const next = await refresh(tokens.refreshToken);
  expect((await find(next.accessToken))?.id).toBe(session.id);
});

test('a refresh makes the access token before it worthless at once', async () => {
  const { tokens } = await opened();
  await refresh(tokens.refreshToken);
  expect(await find(tokens.accessToken)).toBeNull();
});

test('neither token opens a session as a cookie, and a cookie none as a token', async () => {
  const { tokens } = await opened();
  expect(await house.find(secretOf(tokens.accessToken, 'access'))).toBeNull();
  expect(await find(tokens.accessToken)).not.toBeNull();
  const cookie = await house.start(await house.addPerson());
  expect(await house.find(cookie.token, { transport: 'TOKEN' })).toBeNull();
  expect(splitToken('access', tokens.refreshToken)).toBeNull();
  expect(splitToken('refresh', tokens.accessToken)).toBeNull();
});

test('only hashes of both are kept, and the row of a used one opens with that token alone', async () => {
  const { tokens, read } = await opened();
  await refresh(tokens.refreshToken);
  const text = JSON.stringify([
    await read(),
    await house.run((ctx) => ctx.db.refreshToken.findMany()),
  ]);
  expect(text).not.toContain(secretOf(tokens.refreshToken));
  expect(text).not.toContain(secretOf(tokens.accessToken, 'access'));
});

test('64 refreshes of one token make one rotation, and all get the one successor', async () => {
  const { tokens, session, read } = await opened();
  const pairs = await Promise.all(times(64, () => refresh(tokens.refreshToken)));
  expect(new Set(pairs.map((pair) => JSON.stringify(pair))).size).toBe(1);
  const rows = await house.run((ctx) =>
    ctx.db.refreshToken.findMany({ where: { sessionId: session.id } }),
  );
  expect(rows).toHaveLength(2);
  expect(await read()).toMatchObject({ isValid: true });
  expect((await find(pairs[0]!.accessToken))?.id).toBe(session.id);
});

test('a token again gives the same pair for ten seconds', async () => {
  const { tokens } = await opened();
  const first = await refresh(tokens.refreshToken);
  later(10_000);
  expect(await refresh(tokens.refreshToken)).toEqual(first);
});

test('a token again after ten seconds ends the session and everything it issued', async () => {
  const { tokens, person, session, read } = await opened();
  const next = await refresh(tokens.refreshToken);
  later(10_001);
  expect(await codeOf(refresh(tokens.refreshToken))).toBe(refused);
  expect(await read()).toMatchObject({ isValid: false, endReason: 'TOKEN_REUSED' });
  expect(await codeOf(refresh(next.refreshToken))).toBe(refused);
  expect(await find(next.accessToken)).toBeNull();
  expect(await house.auditOf(session.id)).toEqual(['session.signIn', 'session.endReused']);
  const notices = await house.run((ctx) =>
    ctx.db.notification.findMany({ where: { userId: person.id } }),
  );
  expect(notices.map(({ kind, severity }) => [kind, severity])).toEqual([
    ['session.reused', 'SECURITY'],
  ]);
  const messages = await house.run((ctx) => readTestMessages(ctx, { recipient: person.email }));
  expect(messages.map(({ template }) => template)).toEqual(['sessionReused']);
});

test('64 uses of a stolen token end its session once', async () => {
  const { tokens, session } = await opened();
  await refresh(tokens.refreshToken);
  later(10_001);
  expect(await tally(times(64, () => refresh(tokens.refreshToken)))).toEqual({ [refused]: 64 });
  expect(await house.auditOf(session.id)).toEqual(['session.signIn', 'session.endReused']);
});

test('once the successor was used there is no grace left for the token before it', async () => {
  const { tokens, read } = await opened();
  const second = await refresh(tokens.refreshToken);
  const third = await refresh(second.refreshToken);
  const kept = await house.run((ctx) =>
    ctx.db.refreshToken.findFirstOrThrow({
      where: { tokenHash: sha256(secretOf(tokens.refreshToken)) },
    }),
  );
  expect(kept.graceCiphertext).toBeNull();
  expect(await codeOf(refresh(tokens.refreshToken))).toBe(refused);
  expect(await read()).toMatchObject({ endReason: 'TOKEN_REUSED' });
  expect(await codeOf(refresh(third.refreshToken))).toBe(refused);
});

test('people: 14 days without a refresh end it, 30 days at the latest', async () => {
  const { tokens, session } = await opened();
  expect(session.expiresAt.getTime() - house.platform.clock().getTime()).toBe(30 * dayMs);
  later(13 * dayMs);
  const second = await refresh(tokens.refreshToken);
  later(13 * dayMs);
  const third = await refresh(second.refreshToken);
  expect(third.refreshExpiresAt).toEqual(session.expiresAt);
  later(4 * dayMs);
  expect(await codeOf(refresh(third.refreshToken))).toBe(refused);
  const idle = await opened();
  later(14 * dayMs + 1);
  expect(await codeOf(refresh(idle.tokens.refreshToken))).toBe(refused);
});

test('operators: 30 minutes without a request, 12 hours at the latest', async () => {
  const { tokens, session } = await opened({ audience: 'CONSOLE' });
  expect(session.expiresAt.getTime() - house.platform.clock().getTime()).toBe(12 * 60 * minuteMs);
  let { refreshToken } = tokens;
  for (let count = 0; count < 24; count += 1) {
    later(30 * minuteMs - 1);
    ({ refreshToken } = await refresh(refreshToken));
  }
  later(24);
  expect(await codeOf(refresh(refreshToken))).toBe(refused);
  const idle = await opened({ audience: 'CONSOLE' });
  later(30 * minuteMs + 1);
  expect(await codeOf(refresh(idle.tokens.refreshToken))).toBe(refused);
});

test('a token is of its tenant alone, and an unknown one is refused in the same words', async () => {
  const { tokens, read } = await opened();
  const other = await house.elsewhere();
  expect(await codeOf(refresh(tokens.refreshToken, other))).toBe(refused);
  const unknown = `${tokens.refreshToken.slice(0, -3)}AAA`;
  expect(await codeOf(refresh(unknown))).toBe(refused);
  expect(await read()).toMatchObject({ isValid: true });
});

test('a session that was ended is not refreshed, and nobody is told of a theft', async () => {
  const { person, tokens, session } = await opened();
  await house.changeStatus(person, 'SUSPENDED');
  expect(await codeOf(refresh(tokens.refreshToken))).toBe(refused);
  expect(await house.auditOf(session.id)).toEqual(['session.signIn']);
});

test('a session is not refreshed once its row says that it ended, whatever its tokens say', async () => {
  const { tokens, session } = await opened();
  await house.run((ctx) =>
    ctx.db.session.updateMany({ where: { id: session.id }, data: { isValid: false } }),
  );
  expect(await codeOf(refresh(tokens.refreshToken))).toBe(refused);
});

test('a step-up gives a new pair; the tokens from before it are worth nothing, and using one ends the session', async () => {
  const { tokens, session, read } = await opened();
  later(minuteMs);
  const renewed = await house.run((ctx) =>
    inTransaction(ctx.db, (tx) =>
      renewSession(tx, ctx, { sessionId: session.id, hasSecondFactor: true }),
    ),
  );
  expect(renewed.factorAt).toEqual(house.platform.clock());
  expect(await find(tokens.accessToken)).toBeNull();
  expect(await find(renewed.tokens!.accessToken)).toMatchObject({ hasSecondFactor: true });
  expect(await codeOf(refresh(tokens.refreshToken))).toBe(refused);
  expect(await read()).toMatchObject({ endReason: 'TOKEN_REUSED' });
});

test('the cookie from before a step-up is worth nothing', async () => {
  const { session, token } = await house.start(await house.addPerson());
  const { token: next } = await house.run((ctx) =>
    inTransaction(ctx.db, (tx) => renewSession(tx, ctx, { sessionId: session.id })),
  );
  expect(await house.find(token)).toBeNull();
  expect((await house.find(next))?.id).toBe(session.id);
});
