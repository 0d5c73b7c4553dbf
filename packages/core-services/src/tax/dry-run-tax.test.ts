import { MoneySettings } from '@freehold/core-contracts/tenants';
import type { TaxRunView } from '@freehold/core-contracts/tax';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestConsole } from '../approvals/console.testing.ts';
import { computeTaxRun } from './compute-tax-run.ts';
import { listTaxRuns } from './list-tax-runs.ts';
import { TestTax } from './tax.testing.ts';

let world: TestConsole;
let tax: TestTax;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  tax = await TestTax.in(world);
});
const refused = (code: string) => expect.objectContaining({ code });

describe('a dry run', () => {
  test('names who would pay what, and moves nothing', async () => {
    const [rich, , poor] = await tax.hoard('5000', '2000', '1000');
    const run = await tax.dryRun();
    expect(run).toMatchObject({
      status: 'DRY_RUN',
      isComputed: true,
      walletCount: 2,
      totalAmount: '70',
      counts: { PLANNED: 2, APPLIED: 0, SKIPPED: 0, FAILED: 0 },
    });
    expect(run.cycleEnd.getTime() - run.cycleStart.getTime()).toBe(10 * 86_400_000);
    const items = await tax.assessments(run);
    expect(items.map(({ walletId }) => walletId)).not.toContain(poor);
    expect(items[0]).toMatchObject({
      walletId: rich,
      balance: '5000',
      rate: '0.01',
      amount: '50',
      status: 'PLANNED',
    });
    expect(await tax.balance(rich!)).toBe('5000');
    expect(await tax.bank.house.audit(run.id)).toMatchObject([
      { action: 'tax.dryRun', actorId: tax.bank.treasurer.userId },
      { action: 'tax.compute' },
    ]);
  });

  test('spares whoever moved within the cycle, not who moved before or after it', async () => {
    const [before, within, after, receiver] = await tax.hoard('5000', '5000', '5000', '5');
    const { start, end } = tax.cycle;
    for (const [wallet, at] of [
      [before, start.getTime() - 1],
      [within, start.getTime()],
      [after, end.getTime()],
    ] as const) {
      tax.bank.now = new Date(at);
      await tax.bank.send(wallet!, receiver!, '1');
      await tax.bank.carryOut();
    }
    tax.bank.now = new Date('2026-11-21T12:00:00Z');
    const items = await tax.assessments(await tax.dryRun());
    expect(new Set(items.map(({ walletId }) => walletId))).toEqual(new Set([before, after]));
    // What it had when the cycle ended, whatever it has now.
    expect(items.find(({ walletId }) => walletId === after)).toMatchObject({ balance: '5000' });
    expect(items.find(({ walletId }) => walletId === before)).toMatchObject({ balance: '4999' });
  });

  test('leaves a frozen wallet out and says so', async () => {
    const [frozen] = await tax.hoard('5000');
    await tax.bank.house.within(() =>
      tax.bank.db.wallet.updateMany({ where: { id: frozen! }, data: { isFrozen: true } }),
    );
    const run = await tax.dryRun();
    expect(run).toMatchObject({ walletCount: 0, totalAmount: '0', counts: { SKIPPED: 1 } });
    expect(await tax.assessments(run)).toMatchObject([
      { status: 'SKIPPED', reason: 'wallet_frozen' },
    ]);
    await expect(tax.apply(run)).rejects.toEqual(refused('tax.nothing_due'));
  });

  test('in steps, by several workers at once, gives what it gives in one', async () => {
    await tax.hoard('2000', '3000', '4000', '5000', '6000', '7000', '900');
    const whole = await tax.dryRun();
    const { id: stepped } = await tax.bank.house.within(() =>
      tax.bank.db.taxRun.create({
        data: {
          cycleStart: whole.cycleStart,
          cycleEnd: whole.cycleEnd,
          rules: whole.rules,
          createdByName: 'test',
        },
      }),
    );
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(
        [1, 2, 3].map(() => tax.bank.bySystem((ctx) => computeTaxRun(ctx, stepped, 2))),
      );
    }
    const inSteps = await tax.reread({ ...whole, id: stepped });
    expect(inSteps).toMatchObject({
      isComputed: true,
      lookedAtCount: whole.lookedAtCount,
      walletCount: 6,
      totalAmount: whole.totalAmount,
    });
    const facts = async (run: TaxRunView) =>
      (await tax.assessments(run)).map(({ walletId, amount }) => `${walletId} ${amount}`);
    expect(await facts(inSteps)).toEqual(await facts(whole));
  });

  test('of a cycle that is not over, or without bands, is refused', async () => {
    await expect(tax.dryRun(tax.bank.now)).rejects.toEqual(refused('tax.cycle_not_over'));
    tax.bank.useSettings(MoneySettings.parse({}));
    await expect(tax.dryRun()).rejects.toEqual(refused('tax.no_bands'));
  });
});

test('a dry run that was put away is not applied, and one that is applied not put away', async () => {
  await tax.hoard('5000');
  const [one, other] = [await tax.dryRun(), await tax.dryRun()];
  await expect(tax.discard(one)).resolves.toMatchObject({ status: 'DISCARDED' });
  await expect(tax.apply({ ...one, version: one.version + 1 })).rejects.toEqual(
    refused('tax.not_dry_run'),
  );
  await tax.apply(other);
  await expect(tax.discard({ ...other, version: other.version + 1 })).rejects.toEqual(
    refused('tax.not_dry_run'),
  );
});

test('runs of another tenant are not there', async () => {
  await tax.hoard('5000');
  const run = await tax.dryRun();
  const elsewhere = await TestTax.in(world);
  const asked = [
    () => elsewhere.reread(run),
    () => elsewhere.apply(run),
    () => elsewhere.discard(run),
    () => elsewhere.assessments(run),
  ];
  for (const ask of asked) await expect(ask()).rejects.toEqual(refused('entity.not_found'));
  const input = { page: 1, limit: 25 };
  const page = await elsewhere.bank.bySystem((ctx) => listTaxRuns({ ctx, input }));
  expect(page.total).toBe(0);
});
