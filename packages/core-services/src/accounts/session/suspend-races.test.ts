import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { endUserSessions } from './end-user-sessions.ts';
import { refreshSession } from './refresh-session.ts';
import { renewSession } from './renew-session.ts';
import { codeOf, SessionTest, type TestPerson } from './session.testing.ts';
import { splitToken } from './session-tokens.ts';

vi.setConfig({ testTimeout: 120_000 });

const rounds = 100;
const mostTurns = 4_096;
const ends = ['SUSPENDED', 'FROZEN', 'CLOSED', 'DELETED'] as const;
let house: SessionTest;
beforeAll(async () => {
  house = await SessionTest.open();
});
afterAll(() => house.close());

async function living(person: TestPerson): Promise<{ sessions: number; tokens: number }> {
  return house.run(async (ctx) => ({
    sessions: await ctx.db.session.count({ where: { userId: person.id, isValid: true } }),
    tokens: await ctx.db.refreshToken.count({ where: { userId: person.id, endedAt: null } }),
  }));
}

function remove({ id: userId }: TestPerson): Promise<unknown> {
  return house.run((ctx) =>
    inTransaction(ctx.db, async (tx) => {
      await tx.user.updateMany({ where: { id: userId }, data: { deletedAt: ctx.clock() } });
      return endUserSessions(tx, ctx, { userId, reason: 'DELETED' });
    }),
  );
}

/**
 * Lets both begin at nearly the same moment, round after round, and tells how the firsts ended.
 * Whoever won starts later the next time, by more with each win in a row: so the rounds stay about
 * where the order turns, and both orders come about however fast the machine is.
 */
function createRace(): (round: number, person: TestPerson, act: Act) => Promise<string> {
  let delay = 0;
  let step = 1;
  let wonLast: boolean | undefined;
  return async (round, person, act) => {
    const to = ends[round % ends.length] ?? 'FROZEN';
    const suspend = () => (to === 'DELETED' ? remove(person) : house.changeStatus(person, to));
    const [code] = await Promise.all([
      pause(delay).then(() => codeOf(act())),
      pause(-delay).then(suspend),
    ]);
    const hasWon = code === 'ok';
    step = hasWon === wonLast ? Math.min(step * 2, mostTurns) : 1;
    wonLast = hasWon;
    delay += hasWon ? step : -step;
    return code;
  };
}

type Act = () => Promise<unknown>;

async function pause(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
}

test('sign-in against suspend: whichever comes first, nobody is signed in afterwards', async () => {
  const codes = new Set<string>();
  const race = createRace();
  for (let round = 0; round < rounds; round += 1) {
    const person = await house.addPerson();
    const transport = round % 2 === 0 ? 'COOKIE' : 'TOKEN';
    codes.add(await race(round, person, () => house.start(person, { transport })));
    expect({ round, ...(await living(person)) }).toEqual({ round, sessions: 0, tokens: 0 });
  }
  // Both orders have happened, or this has tried nothing.
  expect([...codes].toSorted()).toEqual(['ok', 'session.wrong_credentials']);
});

test('refresh against suspend: no token comes out of it alive', async () => {
  const codes = new Set<string>();
  const race = createRace();
  for (let round = 0; round < rounds; round += 1) {
    const person = await house.addPerson();
    const { tokens } = await house.start(person, { transport: 'TOKEN' });
    const secret = splitToken('refresh', tokens!.refreshToken)!.secret;
    const refresh = () => house.run((ctx) => refreshSession({ ctx, input: { secret } }));
    codes.add(await race(round, person, refresh));
    expect({ round, ...(await living(person)) }).toEqual({ round, sessions: 0, tokens: 0 });
  }
  expect([...codes].toSorted()).toEqual(['ok', 'session.refresh_refused']);
});

test('step-up against suspend: no new token opens anything', async () => {
  const codes = new Set<string>();
  const race = createRace();
  for (let round = 0; round < rounds; round += 1) {
    const person = await house.addPerson();
    const transport = round % 2 === 0 ? 'COOKIE' : 'TOKEN';
    const { session } = await house.start(person, { transport });
    const stepUp = () =>
      house.run((ctx) =>
        inTransaction(ctx.db, (tx) => renewSession(tx, ctx, { sessionId: session.id })),
      );
    codes.add(await race(round, person, stepUp));
    expect({ round, ...(await living(person)) }).toEqual({ round, sessions: 0, tokens: 0 });
  }
  expect([...codes].toSorted()).toEqual(['ok', 'session.required']);
});
