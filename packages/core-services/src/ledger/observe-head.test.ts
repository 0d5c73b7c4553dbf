import { mainChannel } from '@freehold/core-contracts/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestMoney } from '../money/money.testing.ts';
import { listProjectors } from './list-projectors.ts';
import { observeHead } from './observe-head.ts';
import { mostObserved, note, seenSince, type ObservedHeight } from './observed-heights.ts';
import { getPipeline } from './pipeline.ts';

let world: TestMoney;
let house: TestMoney;
beforeAll(async () => {
  world = await TestMoney.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await world.neighbour();
  await house.in(() =>
    house.db.ledgerChain.create({
      data: { channel: mainChannel, hash: Buffer.alloc(32), fabricChannel: 'elsewhere' },
    }),
  );
});

/** A worker looks at the channel, which is at this height. */
function look(blockNumber: bigint): Promise<boolean> {
  const head = () => Promise.resolve({ blockNumber, blockAt: null });
  return house.in(() => observeHead({ ctx: house.as(), ledger: { head } }));
}

/** A projector has come this far. */
async function stand(projectorName: string, lastBlock: bigint): Promise<void> {
  const where = { projectorName, channel: mainChannel };
  await house.in(async () => {
    const { count } = await house.db.projectorState.updateMany({ where, data: { lastBlock } });
    if (count === 0) await house.db.projectorState.create({ data: { ...where, lastBlock } });
  });
}

const after = (seconds: number) => house.platform.clock.moveBy(seconds * 1000);

async function lags(): Promise<Record<string, number | null>> {
  const views = await house.in(() => listProjectors({ ctx: house.as() }));
  return Object.fromEntries(views.map((view) => [view.projectorName, view.lagSeconds]));
}

const lagOfAll = async () => (await house.in(() => getPipeline({ ctx: house.as() }))).lagSeconds;

describe('a channel elsewhere', () => {
  test('is behind since its first block that was not projected was seen', async () => {
    await stand('money', -1n);
    await stand('system', -1n);
    expect(await look(4n)).toBe(true);
    after(60);
    expect([await look(4n), await look(3n)]).toEqual([false, false]);
    expect(await look(9n)).toBe(true);
    after(5);
    await stand('money', 4n);
    expect(await lags()).toEqual({ money: 5, system: 65 });
    expect(await lagOfAll()).toBe(65);
    await stand('system', 9n);
    await stand('money', 7n);
    expect(await lags()).toEqual({ money: 5, system: 0 });
    await stand('money', 9n);
    expect(await lagOfAll()).toBe(0);
  });

  test('says that it does not know where nobody saw it grow', async () => {
    await stand('money', 1n);
    await house.in(() => house.db.ledgerChain.updateMany({ data: { blockNumber: 3n } }));
    expect([await lags(), await lagOfAll()]).toEqual([{ money: null }, null]);
    await look(4n);
    after(2);
    expect(await lagOfAll()).toBe(2);
  });

  test('lets go of what every projector has come past', async () => {
    await stand('money', -1n);
    for (const height of [1n, 2n, 3n]) await look(height);
    await stand('money', 2n);
    await look(4n);
    const { observed } = await house.in(() => house.db.ledgerChain.findFirstOrThrow());
    expect(observed).toMatchObject([{ block: '3' }, { block: '4' }]);
  });
});

test('of too many heights the oldest that waits and the newest are kept', () => {
  let observed: readonly ObservedHeight[] = [];
  for (let block = 0n; block < 200n; block += 1n) {
    const seen = { block, at: new Date(Number(block)) };
    observed = note(observed, { seen, projectedThrough: -1n });
  }
  expect(observed).toHaveLength(mostObserved);
  expect(seenSince(observed, -1n)).toEqual(new Date(0));
  expect(seenSince(observed, 198n)).toEqual(new Date(199));
  expect(seenSince(observed, 199n)).toBeNull();
});
