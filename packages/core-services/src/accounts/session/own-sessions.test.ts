import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { endOwnSession } from './end-own-session.ts';
import { endOwnSessions } from './end-own-sessions.ts';
import { listOwnSessions, mostListedSessions } from './list-own-sessions.ts';
import { refreshSession } from './refresh-session.ts';
import { codeOf, SessionTest, times, type TestPerson } from './session.testing.ts';
import { splitToken } from './session-tokens.ts';
import { signOut } from './sign-out.ts';

vi.setConfig({ testTimeout: 60_000 });

let house: SessionTest;
beforeAll(async () => {
  house = await SessionTest.open();
});
afterAll(() => house.close());

const end = (person: TestPerson, sessionId: string, at = house) =>
  at.as(person, (ctx) => endOwnSession({ ctx, input: { sessionId } }));
const list = (person: TestPerson, sessionId = '') =>
  house.as(person, (ctx) => listOwnSessions({ ctx, sessionId }));

test('people see where they are signed in, the current one marked, ended ones last', async () => {
  const person = await house.addPerson();
  const [ended, other, current] = [
    await house.start(person),
    await house.start(person, { transport: 'TOKEN' }),
    await house.start(person),
  ];
  await end(person, ended.session.id);
  const rows = await list(person, current.session.id);
  expect(
    rows
      .slice(0, 2)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual([other.session.id, current.session.id].toSorted());
  expect(rows[2]).toMatchObject({
    ...{ id: ended.session.id, isCurrent: false, endReason: 'ENDED_BY_OWNER' },
    endedAt: house.platform.clock(),
  });
  expect(rows.filter(({ isCurrent }) => isCurrent).map(({ id }) => id)).toEqual([
    current.session.id,
  ]);
});

test('a list is bounded, and living sessions come before all others', async () => {
  const person = await house.addPerson();
  const { session } = await house.start(person);
  await house.run((ctx) =>
    ctx.db.session.createMany({
      data: times(mostListedSessions, (index) => ({
        userId: person.id,
        tokenHash: new Uint8Array(32).fill(index),
        audience: 'PORTAL' as const,
        isValid: false,
        expiresAt: new Date('2099-01-01'),
        lastActivityAt: new Date('2098-01-01'),
      })),
    }),
  );
  const rows = await list(person);
  expect(rows).toHaveLength(50);
  expect(rows[0]?.id).toBe(session.id);
});

test('ending one ends it with its refresh tokens, with an audit row, and only once', async () => {
  const person = await house.addPerson();
  const { session, tokens } = await house.start(person, { transport: 'TOKEN' });
  await end(person, session.id);
  const secret = splitToken('refresh', tokens!.refreshToken)!.secret;
  const refresh = house.run((ctx) => refreshSession({ ctx, input: { secret } }));
  expect(await codeOf(refresh)).toBe('session.refresh_refused');
  expect(await codeOf(end(person, session.id))).toBe('entity.not_found');
  expect(await house.auditOf(session.id)).toEqual(['session.signIn', 'session.end']);
});

test("nobody ends another person's session, nor one of another tenant", async () => {
  const [owner, stranger] = [await house.addPerson(), await house.addPerson()];
  const { session, token } = await house.start(owner);
  expect(await codeOf(end(stranger, session.id))).toBe('entity.not_found');
  const other = await house.elsewhere();
  expect(await codeOf(end(await other.addPerson(), session.id, other))).toBe('entity.not_found');
  expect(await house.find(token)).not.toBeNull();
});

test('ending all others leaves the current one; ending all leaves none', async () => {
  const [person, neighbour] = [await house.addPerson(), await house.addPerson()];
  const current = await house.start(person);
  await house.start(person);
  const app = await house.start(person, { transport: 'TOKEN' });
  const theirs = await house.start(neighbour);
  const endAll = (exceptSessionId?: string) =>
    house.as(person, (ctx) =>
      endOwnSessions({ ctx, ...(exceptSessionId === undefined ? {} : { exceptSessionId }) }),
    );
  expect(await endAll(current.session.id)).toBe(2);
  expect(await house.find(current.token)).not.toBeNull();
  const secret = splitToken('refresh', app.tokens!.refreshToken)!.secret;
  const refresh = house.run((ctx) => refreshSession({ ctx, input: { secret } }));
  expect(await codeOf(refresh)).toBe('session.refresh_refused');
  expect(await endAll()).toBe(1);
  expect(await house.find(current.token)).toBeNull();
  expect(await endAll()).toBe(0);
  expect(await house.find(theirs.token)).not.toBeNull();
  expect(await house.auditOf(person.id)).toEqual(['session.endAll', 'session.endAll']);
});

test('signing out ends the refresh token of an application', async () => {
  const { session, tokens } = await house.start(await house.addPerson(), { transport: 'TOKEN' });
  await house.run((ctx) => signOut({ ctx, sessionId: session.id }));
  const secret = splitToken('refresh', tokens!.refreshToken)!.secret;
  const refresh = house.run((ctx) => refreshSession({ ctx, input: { secret } }));
  expect(await codeOf(refresh)).toBe('session.refresh_refused');
});

test('a session that was signed in with a password that has changed since is not made', async () => {
  const person = await house.addPerson();
  expect(await codeOf(house.start(person, { passwordChangedAt: null }))).toBe('ok');
  await house.run((ctx) =>
    ctx.db.user.updateMany({ where: { id: person.id }, data: { passwordChangedAt: new Date() } }),
  );
  const late = house.start(person, { passwordChangedAt: null });
  expect(await codeOf(late)).toBe('session.wrong_credentials');
});
