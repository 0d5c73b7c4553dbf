import { randomUUID } from 'node:crypto';
import { MoneySettings } from '@freehold/core-contracts/tenants';
import type { ServiceContext } from '@freehold/core-services/context';
import { withTenant } from '@freehold/core-db';
import { money as moneyProjection } from '@freehold/core-services/ledger/projections/money';
import { checkMoney } from '@freehold/core-services/money/check/check-money';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import { systemWalletId } from '@freehold/core-services/money/system-wallets';
import { applyTax } from '@freehold/core-services/tax/apply-tax';
import { dryRunTax } from '@freehold/core-services/tax/dry-run-tax';
import { getTaxRun } from '@freehold/core-services/tax/list-tax-runs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNotices } from '../notices/notices.ts';
import { drain, openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import { createTaxQueue } from './tax-queue.ts';

let setup: WorkerTest;
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());

const going = new AbortController().signal;
const money = MoneySettings.parse({
  tax: {
    isEnabled: true,
    threshold: '10',
    cycleDays: 7,
    bands: [{ fromAmount: '0', rate: '0.1' }],
  },
});

async function taxedTenant(): Promise<ServiceContext> {
  const tenant = await setup.makeTenant({ settings: { money } });
  return setup.contextOf(tenant);
}

/** Wallets that had 100 each for longer than a cycle, through the whole pipeline. */
async function hoard(ctx: ServiceContext, count: number): Promise<void> {
  const transferId = randomUUID();
  await withTenant(ctx.tenant.id, async () => {
    const legs = [];
    for (let index = 0; index < count; index += 1) {
      const data = { email: `${randomUUID()}@people.test`, firstName: 'Ada', lastName: 'Byron' };
      const user = await ctx.db.user.create({ data, select: { id: true } });
      const wallet = { id: randomUUID(), userId: user.id, name: 'Main wallet' };
      await ctx.db.wallet.createMany({ data: [wallet] });
      legs.push({ toWalletId: wallet.id, amount: '100' });
    }
    const request = {
      ...{ transferId, requestId: `genesis:${transferId}`, kind: 'GENESIS' as const, legs },
      fromWalletId: systemWalletId(ctx.tenant.id, 'TREASURY'),
      ...{ fee: '0', reference: null, sender: null, businessAccountId: null },
      ...{ reversalOfId: null, hold: null },
      command: {
        ...{ commandId: randomUUID(), commandType: 'DISTRIBUTE_GENESIS' as const },
        ...{ requestId: `transfer:${transferId}`, aggregateKey: 'treasury' },
        payload: { transferId, legs },
      },
    };
    const [verdict] = await postTransfers(ctx.db, ctx, [request], { audit: null });
    expect(verdict).toMatchObject({ outcome: 'ACCEPTED' });
  });
  await pipeline();
  const values = [ctx.tenant.id];
  await setup.tamper(
    `UPDATE "Transaction" SET "timestamp" = now() - interval '60 days' WHERE "tenantId" = $1`,
    values,
  );
  await setup.tamper(
    `UPDATE "Wallet" SET "lastMovedAt" = now() - interval '60 days' WHERE "tenantId" = $1`,
    values,
  );
}

async function pipeline(): Promise<void> {
  await drain(setup.submitter());
  await drain(setup.projector({ projection: moneyProjection }));
}

function taxStep(batch: number) {
  return createNotices({
    contexts: setup.contexts,
    logger: { info() {}, warn() {}, error() {} },
    queues: [createTaxQueue(setup.privileged)],
    limits: { tenants: 10, batch },
  });
}

test('a run is computed, taken and ended by workers, the ledger and its projection', async () => {
  const ctx = await taxedTenant();
  await hoard(ctx, 5);
  const within = <T>(work: () => Promise<T>) => withTenant(ctx.tenant.id, work);
  const whole = await within(() => dryRunTax({ ctx, input: {} }));
  const { id } = await within(() =>
    ctx.db.taxRun.create({
      data: {
        cycleStart: whole.cycleStart,
        cycleEnd: whole.cycleEnd,
        rules: whole.rules,
        createdByName: 'test',
      },
      select: { id: true },
    }),
  );
  const read = () => within(() => getTaxRun({ ctx, input: { taxRunId: id } }));
  const step = taxStep(2);
  expect(await step(going)).toBe(true);
  expect(await read()).toMatchObject({ isComputed: false, lookedAtCount: 2 });
  while (await step(going)) continue;
  const computed = await read();
  expect(computed).toMatchObject({ isComputed: true, walletCount: 5, totalAmount: '50' });

  const input = { taxRunId: id, version: computed.version, reason: 'Because of a test' };
  await within(() => applyTax({ ctx, input }));
  await Promise.all([drain(taxStep(2)), drain(taxStep(2))]);
  expect(await read()).toMatchObject({ status: 'APPLYING', counts: { PLANNED: 5 } });
  await pipeline();
  await drain(step);
  expect(await read()).toMatchObject({
    status: 'APPLIED',
    appliedAmount: '50',
    counts: { APPLIED: 5, PLANNED: 0 },
  });
  const verdicts = await within(() => checkMoney({ ctx }));
  expect(verdicts.filter(({ broken }) => broken !== null)).toEqual([]);
  expect(await createTaxQueue(setup.privileged).listTenants(10)).not.toContain(ctx.tenant.id);
}, 60_000);

test('a tenant whose run cannot go on holds up no other', async () => {
  const [broken, sound] = [await taxedTenant(), await taxedTenant()];
  for (const ctx of [broken, sound]) {
    await withTenant(ctx.tenant.id, () =>
      ctx.db.taxRun.create({
        data: {
          ...{ cycleStart: new Date(0), cycleEnd: new Date(1), createdByName: 'test' },
          rules: { threshold: '0', cycleDays: 1, bands: [] },
        },
        select: { id: true },
      }),
    );
  }
  await hoard(broken, 1);
  await setup.tamper(
    `UPDATE "TaxRun" SET "rules" = '{}', "cycleEnd" = now() WHERE "tenantId" = $1`,
    [broken.tenant.id],
  );
  await taxStep(10)(going);
  const computed = ({ tenant, db }: ServiceContext) =>
    withTenant(tenant.id, () => db.taxRun.count({ where: { isComputed: true } }));
  expect([await computed(broken), await computed(sound)]).toEqual([0, 1]);
}, 60_000);
