import { randomUUID } from 'node:crypto';
import { MoneySettings } from '@freehold/core-contracts/tenants';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestConsole } from '../approvals/console.testing.ts';
import { systemWalletId } from '../money/system-wallets.ts';
import { getSettings } from '../tenants/get-settings.ts';
import { updateSettings } from '../tenants/update-settings.ts';
import { distributeGenesis } from './distribute-genesis.ts';
import { getTreasuryOverview } from './get-overview.ts';
import { listIssues } from './list-issues.ts';
import { getMoneySettings, updateMoneySettings } from './money-settings.ts';
import { TestTreasury } from './treasury.testing.ts';

let world: TestConsole;
let bank: TestTreasury;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  bank = await TestTreasury.in(world);
});

const refused = (code: string) => expect.objectContaining({ code });
const overview = (of = bank) => of.as(of.treasurer, (ctx) => getTreasuryOverview({ ctx }));
const nothing = { issued: '0', circulating: '0', inFlight: '0', loanPool: '0', held: '0' };

describe('an issue', () => {
  test('waits for a second person although the tenant asks for none', async () => {
    const wallet = await bank.addWallet();
    await bank.proposeIssue([{ walletId: wallet, amount: '100' }]);
    expect(await overview()).toMatchObject(nothing);
    expect(await bank.house.within(() => bank.db.transfer.count())).toBe(0);
  });

  test('is carried out by another, through CLEARING, and audited in their name', async () => {
    const wallet = await bank.addWallet();
    const loanPool = (await overview()).loanPoolWalletId;
    const transferId = randomUUID();
    const receivers = [
      { walletId: wallet, amount: '100.5' },
      { walletId: loanPool, amount: '900' },
    ];
    await bank.approve(await bank.proposeIssue(receivers, transferId));
    expect(await overview()).toMatchObject({
      ...nothing,
      issued: '1000.5',
      inFlight: '1000.5',
      pendingTransfers: 1,
    });
    expect((await bank.wallet(wallet)).cachedBalance.toFixed()).toBe('0');
    await bank.carryOut();
    expect(await overview()).toMatchObject({
      ...nothing,
      issued: '1000.5',
      circulating: '100.5',
      loanPool: '900',
      pendingTransfers: 0,
    });
    const audit = await bank.house.audit(transferId);
    expect(audit.filter(({ entityType }) => entityType === 'Transfer')).toMatchObject([
      {
        action: 'treasury.distributeGenesis',
        actorId: bank.second.userId,
        reason: 'Test issue',
        changes: { receivers },
      },
    ]);
    const page = await bank.as(bank.second, (ctx) =>
      listIssues({ ctx, input: { page: 1, limit: 25 } }),
    );
    expect(page.items).toMatchObject([
      {
        transferId,
        amount: '1000.5',
        receiverCount: 2,
        status: 'CONFIRMED',
        proposedByName: 'Tess Treasurer',
        approvedByName: 'Sam Second',
      },
    ]);
  });

  test('is never agreed to by who asked for it, nor by who may not manage the treasury', async () => {
    const wallet = await bank.addWallet();
    const id = await bank.proposeIssue([{ walletId: wallet, amount: '1' }]);
    await expect(bank.approve(id, bank.treasurer)).rejects.toEqual(refused('proposal.own'));
    const reviewer = await bank.house.addStaff('REVIEWER', 'Rita Reviewer');
    await expect(bank.approve(id, reviewer)).rejects.toEqual(refused('permission.missing'));
    expect(await overview()).toMatchObject(nothing);
    await expect(bank.approve(id, bank.house.admin)).resolves.toMatchObject({ state: 'DONE' });
  });

  test('is asked for by a treasurer alone', async () => {
    const input = {
      transferId: randomUUID(),
      receivers: [{ walletId: await bank.addWallet(), amount: '1' }],
      reference: null,
      reason: 'Test issue',
    };
    await expect(
      bank.as(bank.house.admin, (ctx) => distributeGenesis({ ctx, input })),
    ).rejects.toEqual(refused('permission.missing'));
  });

  test('asked for twice under one id is done once', async () => {
    const wallet = await bank.addWallet();
    const transferId = randomUUID();
    const one = await bank.proposeIssue([{ walletId: wallet, amount: '7' }], transferId);
    const other = await bank.proposeIssue([{ walletId: wallet, amount: '7' }], transferId);
    const answers = await Promise.allSettled([bank.approve(one), bank.approve(other)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await bank.carryOut();
    expect(await overview()).toMatchObject({ issued: '7', circulating: '7' });
  });

  test('pays no wallet of the tenant but the loan pool, no frozen one and no other tenant’s', async () => {
    await bank.issue([{ walletId: await bank.addWallet(), amount: '1' }]);
    const fees = systemWalletId(bank.house.tenant.id, 'FEES:0');
    await expect(bank.proposeIssue([{ walletId: fees, amount: '1' }])).rejects.toEqual(
      refused('treasury.wallet_not_payable'),
    );
    const frozen = await bank.addWallet();
    await bank.house.within(() =>
      bank.db.wallet.updateMany({ where: { id: frozen }, data: { isFrozen: true } }),
    );
    await expect(bank.proposeIssue([{ walletId: frozen, amount: '1' }])).rejects.toEqual(
      refused('treasury.wallet_frozen'),
    );
    const elsewhere = await TestTreasury.in(world);
    const foreign = await elsewhere.addWallet();
    await expect(bank.proposeIssue([{ walletId: foreign, amount: '1' }])).rejects.toEqual(
      refused('entity.not_found'),
    );
    expect(await overview()).toMatchObject({ issued: '1' });
    expect(await overview(elsewhere)).toMatchObject(nothing);
  });

  test('that the ledger refuses is taken back whole', async () => {
    const wallet = await bank.addWallet();
    await bank.approve(await bank.proposeIssue([{ walletId: wallet, amount: '5' }]));
    await bank.bySystem(async (ctx) => {
      await ctx.db.ledgerChain.createMany({
        data: [{ channel: 'main', hash: new Uint8Array(32) }],
      });
      await ctx.db.ledgerState.createMany({
        data: [
          {
            channel: 'main',
            key: `tokenomics/wallet/${wallet}`,
            value: { balance: '0', isFrozen: true },
            txId: 'test',
            blockNumber: 0n,
          },
        ],
      });
    });
    await bank.carryOut();
    expect(await overview()).toMatchObject(nothing);
  });
});

describe('settings of money', () => {
  const read = () => bank.as(bank.treasurer, (ctx) => getMoneySettings({ ctx }));
  const update = (settings: MoneySettings, version = 0) =>
    bank.as(bank.treasurer, (ctx) =>
      updateMoneySettings({ ctx, input: { version, settings, reason: 'Because of a test' } }),
    );
  const fee = MoneySettings.parse({ fee: { rate: '0.01', minimum: '0.1' } });

  test('are stored and audited field by field, and general settings leave them alone', async () => {
    await expect(update(fee)).resolves.toEqual({ state: 'DONE', version: 1 });
    expect(await read()).toEqual({ settings: fee, version: 1 });
    expect((await bank.house.audit(bank.house.tenant.id)).at(-1)).toMatchObject({
      action: 'treasury.updateSettings',
      reason: 'Because of a test',
      changes: {
        'fee.rate': { before: '0', after: '0.01' },
        'fee.minimum': { before: '0', after: '0.1' },
      },
    });
    await bank.as(bank.house.admin, async (ctx) => {
      const { settings, name, version } = await getSettings({ ctx });
      const input = {
        version,
        name,
        settings: { ...settings, minimumAgeYears: 21 },
        reason: 'Older',
      };
      await updateSettings({ ctx, input });
    });
    expect(await read()).toEqual({ settings: fee, version: 2 });
  });

  test('of a version that was overtaken are refused, and so is changing nothing', async () => {
    await expect(update(fee, 3)).rejects.toEqual(refused('version.stale'));
    await expect(update(MoneySettings.parse({}))).rejects.toEqual(refused('tenant.unchanged'));
    const answers = await Promise.allSettled([update(fee), update(fee), update(fee)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('wait for a second person where the tenant asks for one', async () => {
    bank = await TestTreasury.in(world, { isFourEyesRequired: true });
    const outcome = await update(fee);
    if (outcome.state !== 'PROPOSED') throw new Error('It was done at once');
    expect((await read()).version).toBe(0);
    await bank.approve(outcome.proposalId);
    expect(await read()).toEqual({ settings: fee, version: 1 });
  });
});
