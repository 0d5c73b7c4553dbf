import { createDatabase, type Database } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyAudit } from '../audit/verify-audit.ts';
import type { Actor, ServiceContext } from '../context.ts';
import { inScope } from '../testing/index.ts';
import { newId, soundMoney, TestMoney } from './money.testing.ts';
import { postTransfers } from './post-transfers.ts';
import type { TransferRequest, TransferVerdict } from './transfer-request.ts';

let money: TestMoney;
let database: Database;
let statements = 0;

beforeAll(async () => {
  money = await TestMoney.open();
  database = await createDatabase({
    url: money.platform.urls.appUrl,
    onOperation: ({ action }) => {
      if (action === 'money.postTransfers') statements += 1;
    },
  });
});
beforeEach(() => {
  statements = 0;
});
afterAll(async () => {
  await database.close();
  await money.close();
});

type Person = Awaited<ReturnType<TestMoney['addPerson']>>;

const pay: TestMoney['payment'] = (...given) => money.payment(...given);

/** A call through the client that counts its statements. */
function post(
  requests: readonly TransferRequest[],
  given: Partial<ServiceContext> & { actor?: Actor; of?: TestMoney } = {},
): Promise<TransferVerdict[]> {
  const { actor, of = money, ...overrides } = given;
  const ctx = of.as(actor, { db: database.client, ...overrides });
  const audit = { action: 'transfer.test', entityType: 'Transfer', entityId: ctx.request.id };
  return inScope(ctx, () => postTransfers(ctx.db, ctx, requests, { audit }));
}

/** Calls that arrive while one is under way, and therefore go as one group. */
function together(calls: readonly (() => Promise<TransferVerdict[]>)[], first: TransferRequest) {
  return Promise.allSettled([post([first]), ...calls.map((call) => call())]);
}

const addPeople = (count: number, balance: string) =>
  Promise.all(Array.from({ length: count }, () => money.addPerson(balance)));

test('fifty callers at once: each gets the verdicts of its own requests in their order, in two statements', async () => {
  const people = await addPeople(10, '100');
  const at = (index: number) => people[index % people.length]!;
  const stranger = { ...at(0), walletId: newId() };
  const calls = Array.from({ length: 50 }, (_, index) =>
    Array.from({ length: 1 + (index % 4) }, (_each, place) => {
      const [from, to] = [at(index + place), at(index + place + 1)];
      if (index % 5 === 1) return { request: pay(from, stranger), outcome: 'REFUSED' };
      if (index % 5 === 2) return { request: pay(from, to, '5000'), outcome: 'REJECTED' };
      const hold = { rule: {}, expiresAt: new Date(Date.now() + 60_000), command: null };
      const request = pay(from, to);
      return index % 5 === 3
        ? { request: { ...request, hold, command: null }, outcome: 'HELD' }
        : { request, outcome: 'ACCEPTED' };
    }),
  );
  const answers = await Promise.all(calls.map((call) => post(call.map(({ request }) => request))));
  expect(
    answers.map((verdicts) => verdicts.map(({ transferId, outcome }) => [transferId, outcome])),
  ).toEqual(calls.map((call) => call.map((one) => [one.request.transferId, one.outcome])));
  expect(statements).toBe(2);
  expect(await money.faults()).toEqual(soundMoney);
});

describe('a call of many', () => {
  const many = (from: Person, to: Person) => Array.from({ length: 26 }, () => pay(from, to));

  test('goes beside the others, four at a time', async () => {
    const [first, ...people] = await addPeople(7, '100');
    const calls = people.map((from) => () => post(many(from, first!)));
    await together(calls, pay(first!, people[0]!));
    // The first, four beside it, and what waited as one.
    expect(statements).toBe(6);
    await together(calls.slice(0, 2), pay(first!, people[0]!));
    expect(statements).toBe(9);
    expect(await money.faults()).toEqual(soundMoney);
  });

  test('waits for a wallet that others send from, and then goes with who waits', async () => {
    const [first, second] = (await addPeople(2, '100')) as [Person, Person];
    const calls = [many(first, second), [...many(second, first), pay(first, second)]];
    await together(
      calls.map((call) => () => post(call)),
      pay(first, second),
    );
    expect(statements).toBe(2);
    expect(await money.faults()).toEqual(soundMoney);
  });

  test('leaves its place and its wallets to the next', async () => {
    const [stuck, one, two] = (await addPeople(3, '200')) as [Person, Person, Person];
    await withConnection(money.platform.urls.ownerUrl, async (holder) => {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM "Wallet" WHERE "id" = $1 FOR NO KEY UPDATE', [
        stuck.walletId,
      ]);
      const held = post([pay(stuck, one)]);
      for (const from of [one, two, one, two]) await post(many(from, stuck));
      await Promise.all([post(many(one, stuck)), post(many(two, stuck))]);
      expect(statements).toBe(6);
      await holder.query('ROLLBACK');
      await held;
    });
    expect(await money.faults()).toEqual(soundMoney);
  });

  test('goes through one stripe of CLEARING, whoever sends in it', async () => {
    const people = await addPeople(26, '100');
    const call = people.map((from, index) => pay(from, people.at(index - 1)!));
    await post(call);
    const stripes = new Set<string | null>();
    for (const { transferId } of call) {
      stripes.add((await money.transfer(transferId)).clearingWalletId);
    }
    expect([...stripes]).toEqual([expect.any(String)]);
  });
});

test('a call that cannot be carried out fails alone: its neighbours are posted', async () => {
  const [from, to] = (await addPeople(2, '100')) as [Person, Person];
  const malformed = () => pay(from, to, '0');
  const overflowing = () => pay(from, to, '9'.repeat(30));
  const taken = pay(from, to);
  const sameId = () => ({ ...pay(from, to), transferId: taken.transferId });
  const good = Array.from({ length: 4 }, () => pay(from, to));
  const results = await together(
    [
      () => post([good[0]!]),
      () => post([malformed()]),
      () => post([good[1]!, good[2]!]),
      () => post([overflowing()]),
      () => post([sameId()]),
      () => post([good[3]!]),
    ],
    taken,
  );
  expect(results.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'rejected', 'rejected', 'fulfilled'],
  ]);
  const verdicts = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  expect(verdicts.map(({ transferId, isNew }) => [transferId, isNew])).toEqual(
    [taken, ...good].map(({ transferId }) => [transferId, true]),
  );
  expect(await money.wallet(from.walletId)).toMatchObject({ balance: '95' });
  expect(await money.faults()).toEqual(soundMoney);
}, 20_000);

test('the same request of several callers in one group moves once; with other contents it is a conflict', async () => {
  const [from, to, other] = (await addPeople(3, '100')) as [Person, Person, Person];
  const requestId = `twin ${newId()}`;
  const twin = (receiver: Person) => ({ ...pay(from, receiver), requestId });
  const [one, two, three] = [twin(to), twin(to), twin(other)];
  const results = await together(
    [() => post([one]), () => post([two]), () => post([three]), () => post([pay(to, from)])],
    pay(other, to),
  );
  const [, first, second, third] = results.map((result) =>
    result.status === 'fulfilled' ? result.value[0] : undefined,
  );
  expect(statements).toBe(2);
  expect(first).toMatchObject({ outcome: 'ACCEPTED', isNew: true, transferId: one.transferId });
  expect(second).toMatchObject({ outcome: 'ACCEPTED', isNew: false, transferId: one.transferId });
  expect(third).toMatchObject({ outcome: 'CONFLICT', isNew: false, transferId: one.transferId });
  expect(await money.wallet(from.walletId)).toMatchObject({ balance: '99' });
});

test('each call has an audit row of its own: who it was, and what came of it', async () => {
  const [from, to] = (await addPeople(2, '100')) as [Person, Person];
  const known = pay(from, to);
  const request = (id: string) => ({ id, ip: null, userAgent: null });
  const by = (person: Person, id: string) => ({ actor: person.actor, request: request(id) });
  await together(
    [
      () => post([pay(from, to), pay(from, to, '900'), known], by(from, 'batch')),
      () => post([known], by(from, 'again')),
      () => post([pay(to, from, '900')], by(to, 'rejected')),
      () => post([pay(to, from)], by(to, 'accepted')),
    ],
    known,
  );
  expect(statements).toBe(2);
  const rows = await money.in(() =>
    money.db.auditLog.findMany({
      where: { requestId: { in: ['batch', 'again', 'rejected', 'accepted'] } },
      orderBy: { sequence: 'asc' },
      take: 10,
    }),
  );
  expect(rows.map(({ requestId, actorId, changes }) => [requestId, actorId, changes])).toEqual([
    ['batch', from.userId, { accepted: 1, held: 0, rejected: 1, unchanged: 1 }],
    ['rejected', to.userId, { status: 'REJECTED', reasons: ['transfer.insufficient_funds'] }],
    ['accepted', to.userId, { status: 'PENDING', reasons: [] }],
  ]);
  const created = await money.in(() =>
    money.db.transfer.findMany({ where: { fromWalletId: to.walletId }, take: 10 }),
  );
  expect(created.map(({ createdById }) => createdById)).toEqual([to.userId, to.userId]);
  const ctx = money.as();
  expect(await money.in(() => verifyAudit({ ctx }))).toMatchObject({ isIntact: true });
});

test('two tenants at once: nothing of one is with the other', async () => {
  const neighbour = await money.neighbour();
  const [from, to] = (await addPeople(2, '100')) as [Person, Person];
  const [theirs, receiver] = await Promise.all([neighbour.addPerson('100'), neighbour.addPerson()]);
  const requestIds = Array.from({ length: 20 }, (_, index) => `both ${index}`);
  const answers = await Promise.all(
    requestIds.flatMap((requestId) => [
      post([{ ...pay(from, to), requestId }]),
      post([{ ...pay(theirs, receiver, '2'), requestId }], { of: neighbour }),
      // The other tenant's wallets by name.
      post([pay(from, receiver)], { of: neighbour }),
    ]),
  );
  const outcomes = answers.flat().map(({ outcome, isNew }) => `${outcome} ${isNew}`);
  expect(new Set(outcomes.filter((_, index) => index % 3 < 2))).toEqual(new Set(['ACCEPTED true']));
  expect(new Set(outcomes.filter((_, index) => index % 3 === 2))).toEqual(
    new Set(['REFUSED false']),
  );
  const pending = { status: 'PENDING', reasons: [] };
  const sides = [[money, from, 20] as const, [neighbour, theirs, 40] as const];
  for (const [of, person, sent] of sides) {
    expect(await of.wallet(person.walletId)).toMatchObject({ balance: String(100 - sent) });
    const audited = { where: { action: 'transfer.test', changes: { equals: pending } } };
    expect(await of.in(() => of.db.auditLog.count(audited))).toBeGreaterThanOrEqual(20);
    expect(await of.faults()).toEqual(soundMoney);
  }
  const ctx = neighbour.as();
  expect(await neighbour.in(() => verifyAudit({ ctx }))).toMatchObject({ isIntact: true });
});

test('calls by other clocks or under other terms of risk are judged by their own', async () => {
  const [from, to] = (await addPeople(2, '100')) as [Person, Person];
  const early = new Date('2030-01-02T03:04:05Z');
  const { risk } = money.tenant.settings.money;
  const strict = {
    ...money.tenant.settings,
    money: { ...money.tenant.settings.money, risk: { ...risk, blockAt: 0 } },
  };
  const [alike, timed, judged, late] = [pay(from, to), pay(from, to), pay(from, to), pay(from, to)];
  const results = await together(
    [
      () => post([alike]),
      () => post([timed], { clock: () => early }),
      () => post([judged], { tenant: { ...money.tenant, settings: strict } }),
      () => post([late]),
    ],
    pay(to, from),
  );
  const outcomes = results.map((each) =>
    each.status === 'fulfilled' ? each.value[0]?.outcome : 'failed',
  );
  expect(outcomes).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'REJECTED', 'ACCEPTED']);
  expect((await money.transfer(timed.transferId)).createdAt).toEqual(early);
  expect((await money.transfer(late.transferId)).createdAt).not.toEqual(early);
});

test('who waits for a wallet does not hold up the others, and a connection that dies loses nothing', async () => {
  const people = await addPeople(40, '100');
  const stripe = ({ walletId }: Person) => parseInt(walletId.slice(-2), 16) % 16;
  const stuck = people[0]!;
  const free = people.find((person) => stripe(person) !== stripe(stuck))!;
  await withConnection(money.platform.urls.ownerUrl, async (holder) => {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM "Wallet" WHERE "id" = $1 FOR NO KEY UPDATE', [stuck.walletId]);
    const waiting = [pay(stuck, free), pay(stuck, free)];
    const first = post([waiting[0]!]);
    const second = post([waiting[1]!]);
    const [verdict] = await post([pay(free, stuck)], { clock: () => new Date() });
    expect(verdict).toMatchObject({ outcome: 'ACCEPTED', isNew: true });
    expect(statements).toBe(1);
    await holder.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%post_transfer_calls%'`,
    );
    await holder.query('ROLLBACK');
    const answers = await Promise.all([first, second]);
    expect(answers.flat().map(({ transferId, outcome }) => [transferId, outcome])).toEqual(
      waiting.map(({ transferId }) => [transferId, 'ACCEPTED']),
    );
  });
  expect(await money.wallet(stuck.walletId)).toEqual({ balance: '98', held: '0', entries: 3 });
  expect(await money.faults()).toEqual(soundMoney);
}, 20_000);
