import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestConsole } from '../approvals/console.testing.ts';
import { TestTax, taxedMoney as money } from './tax.testing.ts';

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

describe('the tax', () => {
  test('is taken from each by the ledger, and every sum still fits', async () => {
    const [rich, middle] = await tax.hoard('5000', '2000.000000001');
    const run = await tax.dryRun();
    await expect(tax.apply(run)).resolves.toEqual({ state: 'DONE', version: run.version + 1 });
    expect(await tax.advance(1)).toBe(1);
    await tax.expectSound();
    const after = await tax.settle(run);
    expect(after).toMatchObject({
      status: 'APPLIED',
      appliedAmount: '70',
      counts: { APPLIED: 2, PLANNED: 0 },
    });
    expect(await tax.balance(rich!)).toBe('4950');
    expect(await tax.balance(middle!)).toBe('1980.000000001');
    const entries = await tax.bank.house.within(() =>
      tax.bank.db.transaction.findMany({
        where: { walletId: rich! },
        orderBy: { sequence: 'asc' },
      }),
    );
    expect(entries.map(({ type }) => type)).toEqual(['MINT', 'TAX']);
    expect((await tax.bank.house.audit(run.id)).map(({ action }) => action)).toEqual([
      ...['tax.dryRun', 'tax.compute', 'tax.apply', 'tax.take', 'tax.take', 'tax.complete'],
    ]);
    await tax.expectSound();
  });

  test('is taken once per wallet and cycle, whatever number of runs and workers', async () => {
    const [wallet] = await tax.hoard('5000');
    const [first, second] = [await tax.dryRun(), await tax.dryRun()];
    await tax.apply(first);
    await expect(tax.apply(second)).rejects.toEqual(refused('tax.run_under_way'));
    await Promise.all([tax.advance(), tax.advance(), tax.advance()]);
    await tax.settle(first);
    await tax.apply(second);
    const after = await tax.settle(second);
    expect(after).toMatchObject({ counts: { SKIPPED: 1, APPLIED: 0 }, appliedAmount: '0' });
    expect(await tax.assessments(second)).toMatchObject([{ reason: 'already_taxed' }]);
    expect(await tax.balance(wallet!)).toBe('4950');
    await tax.expectSound();
  });

  test('that was paid does not count as a movement: the next cycle is due as well', async () => {
    const [wallet] = await tax.hoard('5000');
    const { start } = tax.cycle;
    const earlier = await tax.dryRun(tax.cycleBefore.start);
    await tax.apply(earlier);
    tax.bank.now = new Date(start.getTime() + 1);
    await tax.settle(earlier);
    // Moved since: now its entries alone say what happened within the cycle.
    tax.bank.now = new Date('2026-11-21T12:00:00Z');
    await tax.bank.send(wallet!, await tax.bank.addWallet(), '1');
    await tax.bank.carryOut();
    expect(await tax.assessments(await tax.dryRun())).toMatchObject([
      { walletId: wallet, balance: '4950', amount: '49.5' },
    ]);
  });

  test('is not taken for a cycle that overlaps one that was', async () => {
    await tax.hoard('5000');
    const run = await tax.dryRun();
    await tax.apply(run);
    await tax.settle(run);
    tax.bank.useSettings({ ...money, tax: { ...money.tax, cycleDays: 7 } });
    await expect(tax.apply(await tax.dryRun(run.cycleStart))).rejects.toEqual(
      refused('tax.cycles_overlap'),
    );
  });

  test('of who has spent it meanwhile is left out, of who cannot be taxed on the ledger paid back', async () => {
    const [spender, refusedOne, receiver] = await tax.hoard('5000', '4000', '5');
    await tax.bank.send(spender!, receiver!, '4990');
    await tax.bank.carryOut();
    const run = await tax.dryRun();
    await tax.apply(run);
    await tax.bank.tamper(
      `UPDATE "LedgerState" SET "value" = '{"balance": "0", "isFrozen": false}' WHERE "key" = $1`,
      [`tokenomics/wallet/${refusedOne}`],
    );
    const after = await tax.settle(run);
    expect(after.counts).toMatchObject({ APPLIED: 0, SKIPPED: 1, FAILED: 1 });
    const items = await tax.assessments(run);
    expect(items.find(({ walletId }) => walletId === spender)).toMatchObject({
      status: 'SKIPPED',
      reason: 'transfer.insufficient_funds',
    });
    expect(items.find(({ walletId }) => walletId === refusedOne)).toMatchObject({
      status: 'FAILED',
      reason: 'INSUFFICIENT_FUNDS',
    });
    expect(await tax.balance(refusedOne!)).toBe('4000');
  });

  test('waits while the system is paused, and goes on when it is resumed', async () => {
    const [rich, middle] = await tax.hoard('5000', '2000');
    const run = await tax.dryRun();
    await tax.apply(run);
    expect(await tax.advance(1)).toBe(1);
    await tax.setPaused(true);
    expect(await tax.advance()).toBe(0);
    await tax.bank.carryOut();
    expect(await tax.advance()).toBe(0);
    expect(await tax.reread(run)).toMatchObject({
      ...{ status: 'APPLYING', isHeldByPause: true },
      counts: { APPLIED: 1, PLANNED: 1, SKIPPED: 0 },
    });
    await tax.setPaused(false);
    expect(await tax.settle(run)).toMatchObject({
      ...{ status: 'APPLIED', isHeldByPause: false, appliedAmount: '70' },
      counts: { APPLIED: 2 },
    });
    expect(await tax.balance(rich!)).toBe('4950');
    expect(await tax.balance(middle!)).toBe('1980');
    await tax.expectSound();
  });

  test('is not taken in part where the pause comes between looking and taking', async () => {
    const [wallet] = await tax.hoard('5000');
    const run = await tax.dryRun();
    await tax.apply(run);
    // The round has looked and waits for the run, which somebody holds while the pause begins.
    const round = await tax.whileHeld(run, () => tax.setPaused(true));
    expect(round).toBe(0);
    expect(await tax.assessments(run)).toMatchObject([{ status: 'PLANNED', transferId: null }]);
    await tax.setPaused(false);
    expect(await tax.settle(run)).toMatchObject({ counts: { APPLIED: 1, SKIPPED: 0 } });
    expect(await tax.balance(wallet!)).toBe('4950');
  });

  test('is stopped by an operator: what is under way ends the run, the rest is for another one', async () => {
    const [first, second] = await tax.hoard('5000', '2000');
    const run = await tax.dryRun();
    await tax.apply(run);
    await tax.advance(1);
    await expect(tax.stop(run)).rejects.toEqual(refused('version.stale'));
    const stopped = await tax.stop({ ...run, version: run.version + 1 });
    expect(stopped).toMatchObject({ status: 'APPLYING', counts: { PLANNED: 1, SKIPPED: 1 } });
    const after = await tax.settle(stopped);
    expect(after).toMatchObject({ status: 'APPLIED', counts: { APPLIED: 1, SKIPPED: 1 } });
    expect(await tax.assessments(run)).toContainEqual(
      expect.objectContaining({ status: 'SKIPPED', reason: 'run_stopped' }),
    );
    await expect(tax.stop(after)).rejects.toEqual(refused('tax.not_applying'));
    expect(await tax.bank.house.audit(run.id)).toContainEqual(
      expect.objectContaining({ action: 'tax.stop', reason: 'Because of a test' }),
    );
    const again = await tax.dryRun();
    await tax.apply(again);
    await tax.settle(again);
    expect(await tax.balance(first!)).toBe('4950');
    expect(await tax.balance(second!)).toBe('1980');
  });

  test('needs settings that ask for it, a run that is computed, and the version that was seen', async () => {
    await tax.hoard('5000');
    const run = await tax.dryRun();
    tax.bank.useSettings({ ...money, tax: { ...money.tax, isEnabled: false } });
    await expect(tax.apply(run)).rejects.toEqual(refused('tax.disabled'));
    tax.bank.useSettings(money);
    await expect(tax.apply({ ...run, version: 9 })).rejects.toEqual(refused('version.stale'));
    await tax.bank.house.within(() =>
      tax.bank.db.taxRun.updateMany({ where: { id: run.id }, data: { isComputed: false } }),
    );
    await expect(tax.apply(run)).rejects.toEqual(refused('tax.not_computed'));
  });

  test('waits for a second person where the tenant asks for one', async () => {
    tax = await TestTax.in(world, { isFourEyesRequired: true });
    await tax.hoard('5000');
    const run = await tax.dryRun();
    const outcome = await tax.apply(run);
    if (outcome.state !== 'PROPOSED') throw new Error('It was done at once');
    await tax.advance();
    expect(await tax.reread(run)).toMatchObject({ status: 'DRY_RUN' });
    await tax.bank.approve(outcome.proposalId);
    expect(await tax.reread(run)).toMatchObject({ status: 'APPLYING' });
  });
});
