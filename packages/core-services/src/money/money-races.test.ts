import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropHeldTransfer, releaseHeldTransfer } from './held-transfers.ts';
import { soundMoney, TestMoney } from './money.testing.ts';
import type { TransferRequest, TransferVerdict } from './transfer-request.ts';

let money: TestMoney;

beforeAll(async () => {
  money = await TestMoney.open();
});
afterAll(() => money.close());

type Person = Awaited<ReturnType<TestMoney['addPerson']>>;

/** Runs `count` works, `width` at a time. */
async function inParallel<T>(
  count: number,
  width: number,
  work: (index: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}

const countOf = (verdicts: readonly TransferVerdict[], outcome: string) =>
  verdicts.filter((verdict) => verdict.outcome === outcome).length;

const pay: TestMoney['payment'] = (...given) => money.payment(...given);

test('200 debits of 1 at once from a wallet of 100: exactly 100 go through', async () => {
  const from = await money.addPerson('100');
  const to = await money.addPerson();
  // Every other one without a sender: then nothing but the wallet itself keeps them apart.
  const verdicts = await inParallel(200, 20, (index) => {
    const request = pay(from, to, '1');
    return money.post(index % 2 === 0 ? request : { ...request, sender: null });
  });
  expect(countOf(verdicts, 'ACCEPTED')).toBe(100);
  expect(countOf(verdicts, 'REJECTED')).toBe(100);
  expect(await money.wallet(from.walletId)).toEqual({ balance: '0', held: '0', entries: 101 });
  expect(await money.faults()).toEqual(soundMoney);
});

test('200 debits in batches of 10 at once from a wallet of 100: exactly 100 go through', async () => {
  const from = await money.addPerson('100');
  const to = await money.addPerson();
  const batches = await inParallel(20, 10, () =>
    money.postAll(Array.from({ length: 10 }, () => pay(from, to, '1'))),
  );
  expect(countOf(batches.flat(), 'ACCEPTED')).toBe(100);
  expect(await money.wallet(from.walletId)).toMatchObject({ balance: '0' });
  expect(await money.faults()).toEqual(soundMoney);
});

test('crossed and hot transfers, settled meanwhile: no deadlock reaches a caller, no unit is lost', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => money.addPerson('1000')));
  const pick = (index: number) => people[index % people.length]!;
  const all = await inParallel(240, 20, async (index) => {
    // Both ways between neighbours, and everybody from and to the first.
    const from = index % 3 === 0 ? pick(0) : pick(index);
    const to = index % 3 === 1 ? pick(0) : pick(index + 1 + (index % 2));
    const other = pick(index + 3);
    const requests = [pay(from, to === from ? other : to, '0.5'), pay(other, from, '0.25')].filter(
      ({ fromWalletId, legs }) => legs[0]?.toWalletId !== fromWalletId,
    );
    const verdicts = await money.postAll(index % 2 === 0 ? requests : requests.toReversed());
    const settled = await money.settle(
      verdicts.map(({ transferId }, place) => ({
        transferId,
        outcome: (index + place) % 5 === 0 ? ('FAILED' as const) : ('CONFIRMED' as const),
        onChainTxId: `tx-${transferId}`,
        reason: 'REFUSED',
      })),
    );
    return settled.every(({ result }) => result === 'SETTLED');
  });
  expect(all.every(Boolean)).toBe(true);
  expect(await money.faults()).toEqual(soundMoney);
  const balances = await Promise.all(people.map(({ walletId }) => money.wallet(walletId)));
  expect(balances.reduce((sum, { balance }) => sum + Number(balance), 0)).toBe(6000);
});

test('at every instant all balances add up to nothing more than was issued', async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => money.addPerson('100')));
  const over = new AbortController();
  let reads = 0;
  const reader = async () => {
    while (!over.signal.aborted) {
      expect(await money.faults()).toEqual(soundMoney);
      reads += 1;
    }
  };
  const writers = inParallel(150, 6, async (index) => {
    const from = people[index % 5]!;
    const to = people[(index + 1 + (index % 3)) % 5]!;
    const request = { ...pay(from, to, '7.000000001'), fee: '0.000000009' };
    const { outcome } = await money.post(request);
    if (outcome !== 'ACCEPTED') return;
    await (index % 4 === 0 ? money.refuse(request.transferId) : money.confirm(request.transferId));
  }).finally(() => over.abort());
  await Promise.all([writers, reader()]);
  expect(reads).toBeGreaterThan(3);
  expect(await money.faults()).toEqual(soundMoney);
});

test('what is held is let go or dropped once, by whoever is first', async () => {
  const from = await money.addPerson('100');
  const to = await money.addPerson();
  const hold = { rule: {}, expiresAt: new Date(Date.now() + 60_000), command: null };
  const held = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const request = pay(from, to, '5');
      await money.post({ ...request, hold, command: null });
      return request;
    }),
  );
  const ctx = money.as();
  const letGo = ({ transferId, command }: TransferRequest) =>
    inTransaction(ctx.db, (tx) => releaseHeldTransfer(tx, ctx, { transferId, command: command! }));
  const giveUp = ({ transferId }: TransferRequest) =>
    inTransaction(ctx.db, (tx) =>
      dropHeldTransfer(tx, ctx, { transferId, reason: 'transfer.declined' }),
    );
  const outcomes = await money.in(() =>
    Promise.all(
      held.map(async (request) => {
        const [{ outcome }, dropped] = await Promise.all([letGo(request), giveUp(request)]);
        return [outcome === 'RELEASED', dropped];
      }),
    ),
  );
  expect(outcomes.every(([released, dropped]) => released !== dropped)).toBe(true);
  const released = outcomes.filter(([isReleased]) => isReleased).length;
  expect(await money.wallet(from.walletId)).toMatchObject({
    balance: String(100 - released * 5),
    held: '0',
  });
  expect(await money.faults()).toEqual(soundMoney);
});

describe('the same request', () => {
  const [keys, alone, times, together] = [1_000, 100, 20, 60];
  /** A send of a key, for the nth time: one in ten has other contents, from another wallet. */
  const toSend = (people: readonly Person[], key: number, time: number) => {
    const isOther = (key + time) % 10 === 9;
    const at = (index: number) => people[index % people.length]!;
    const request = isOther
      ? pay(at(key + time), at(key + time + 1), '2')
      : pay(at(key), at(key + 1), '1');
    return { key, contents: isOther ? `other ${time}` : 'same', request, requestId: `key ${key}` };
  };
  type Send = ReturnType<typeof toSend>;

  /** Some keys one by one, the others many at a time; those of one stretch next to each other, each time in another order. */
  function toCalls(people: readonly Person[]): Send[][] {
    const calls: Send[][] = [];
    for (let key = 0; key < alone; key += 1) {
      for (let time = 0; time < times; time += 1) calls.push([toSend(people, key, time)]);
    }
    for (let from = alone; from < keys; from += together) {
      for (let time = 0; time < times; time += 1) {
        const stretch = Array.from({ length: together }, (_, index) => {
          const key = from + ((index * 7 + time * 11) % together);
          return toSend(people, key, time);
        });
        calls.push(stretch);
      }
    }
    return calls;
  }

  test('at once, twenty times under each of 1,000 keys: one movement each, other contents are a conflict', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => money.addPerson('1000')));
    const calls = toCalls(people);
    const answers = await inParallel(calls.length, 10, async (index) => {
      const sends = calls[index]!;
      const requests = sends.map(({ request, requestId }) => ({ ...request, requestId }));
      const verdicts = await money.postAll(requests);
      return sends.map((send, place) => ({ ...send, verdict: verdicts[place]! }));
    });
    const byKey = [...Map.groupBy(answers.flat(), ({ key }) => key).values()];
    expect([byKey.length, byKey[0]?.length]).toEqual([keys, times]);
    let sent = 0;
    for (const sends of byKey) {
      const [made, ...more] = sends.filter(({ verdict }) => verdict.isNew);
      expect(more).toEqual([]);
      sent += Number(made!.request.legs[0]!.amount);
      for (const { contents, verdict } of sends) {
        const outcome = contents === made!.contents ? 'ACCEPTED' : 'CONFLICT';
        expect(verdict).toMatchObject({ outcome, transferId: made!.verdict.transferId });
      }
    }
    const balances = await Promise.all(people.map(({ walletId }) => money.wallet(walletId)));
    const left = balances.reduce((sum, { balance }) => sum + Number(balance), 0);
    expect(left).toBe(40_000 - sent);
    expect(await money.faults()).toEqual(soundMoney);
  }, 60_000);
});
