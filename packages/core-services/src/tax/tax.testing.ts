import { MoneySettings, type TenantSettings } from '@freehold/core-contracts/tenants';
import type { TaxRunView } from '@freehold/core-contracts/tax';
import { withConnection } from '@freehold/core-db/migrate';
import { untilBlocked } from '@freehold/core-db/testing';
import { expect } from 'vitest';
import type { TestConsole } from '../approvals/console.testing.ts';
import { checkMoney } from '../money/check/check-money.ts';
import { TestTreasury } from '../treasury/treasury.testing.ts';
import { advanceTaxRuns } from './advance-tax-runs.ts';
import { applyTax } from './apply-tax.ts';
import { cycleAt, requirePastCycle } from './cycle.ts';
import { discardTaxRun } from './discard-tax-run.ts';
import { dryRunTax } from './dry-run-tax.ts';
import { listTaxAssessments } from './list-tax-assessments.ts';
import { getTaxRun } from './list-tax-runs.ts';
import { stopTaxRun } from './stop-tax-run.ts';

export const taxedMoney = MoneySettings.parse({
  tax: {
    isEnabled: true,
    threshold: '1000',
    cycleDays: 10,
    bands: [{ fromAmount: '0', rate: '0.01' }],
  },
});

/** A treasury with a tax of one per cent every ten days. */
export class TestTax {
  readonly bank: TestTreasury;
  constructor(bank: TestTreasury) {
    this.bank = bank;
  }

  static async in(world: TestConsole, settings: Partial<TenantSettings> = {}) {
    const bank = await TestTreasury.in(world, settings);
    bank.useSettings(taxedMoney);
    return new TestTax(bank);
  }

  /** Wallets with these balances, who have had them for a whole cycle. */
  async hoard(...amounts: string[]): Promise<string[]> {
    const { bank } = this;
    bank.now = new Date('2026-10-01T12:00:00Z');
    const receivers = [];
    for (const amount of amounts) receivers.push({ walletId: await bank.addWallet(), amount });
    await bank.issue(receivers);
    bank.now = new Date('2026-11-21T12:00:00Z');
    return receivers.map(({ walletId }) => walletId);
  }

  /** The last cycle that is over. */
  get cycle() {
    const { cycleDays } = taxedMoney.tax;
    return requirePastCycle({ at: undefined, now: this.bank.now }, cycleDays);
  }

  /** The one before it. */
  get cycleBefore() {
    return cycleAt(new Date(this.cycle.start.getTime() - 1), taxedMoney.tax.cycleDays);
  }

  dryRun(at?: Date) {
    return this.bank.as(this.bank.treasurer, (ctx) => dryRunTax({ ctx, input: { at } }));
  }

  apply({ id: taxRunId, version }: TaxRunView) {
    const input = { taxRunId, version, reason: 'Because of a test' };
    return this.bank.as(this.bank.treasurer, (ctx) => applyTax({ ctx, input }));
  }

  discard({ id: taxRunId, version }: TaxRunView) {
    const input = { taxRunId, version };
    return this.bank.as(this.bank.treasurer, (ctx) => discardTaxRun({ ctx, input }));
  }

  stop({ id: taxRunId, version }: TaxRunView) {
    const input = { taxRunId, version, reason: 'Because of a test' };
    return this.bank.as(this.bank.treasurer, (ctx) => stopTaxRun({ ctx, input }));
  }

  reread({ id: taxRunId }: TaxRunView) {
    return this.bank.as(this.bank.treasurer, (ctx) => getTaxRun({ ctx, input: { taxRunId } }));
  }

  assessments({ id: taxRunId }: TaxRunView) {
    return this.bank.as(this.bank.treasurer, async (ctx) => {
      const { items } = await listTaxAssessments({ ctx, input: { taxRunId, page: 1, limit: 100 } });
      return items;
    });
  }

  /** One round of one worker. */
  advance(limit = 500) {
    return this.bank.bySystem((ctx) => advanceTaxRuns({ ctx, limit }));
  }

  /** As the ledger's own pause and its end leave it. */
  setPaused(isPaused: boolean): Promise<void> {
    const { house, db, now: changedAt } = this.bank;
    return house.within(async () => {
      const { count } = await db.systemState.updateMany({ data: { isPaused, changedAt } });
      if (count === 0) await db.systemState.create({ data: { isPaused, changedAt } });
    });
  }

  /** One round of one worker, which waits for the run while `meanwhile` happens. */
  whileHeld({ id }: TaxRunView, meanwhile: () => Promise<void>): Promise<number> {
    const { ownerUrl } = this.bank.house.console.platform.urls;
    return withConnection(ownerUrl, async (holder) => {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM "TaxRun" WHERE "id" = $1 FOR UPDATE', [id]);
      const round = this.advance();
      await untilBlocked(ownerUrl);
      await meanwhile();
      await holder.query('ROLLBACK');
      return round;
    });
  }

  /** What the worker and the ledger do, until nothing is left to do. */
  async settle(run: TaxRunView): Promise<TaxRunView> {
    for (let round = 0; round < 20; round += 1) {
      await this.advance();
      await this.bank.carryOut();
      const after = await this.reread(run);
      if (after.status === 'APPLIED') return after;
    }
    throw new Error('The run does not end');
  }

  async balance(walletId: string): Promise<string> {
    return (await this.bank.wallet(walletId)).cachedBalance.toFixed();
  }

  /** No rule of money is broken. */
  async expectSound(): Promise<void> {
    const verdicts = await this.bank.bySystem((ctx) => checkMoney({ ctx, options: { limit: 3 } }));
    expect(verdicts.filter(({ broken }) => broken !== null)).toEqual([]);
  }
}
