import { randomUUID } from 'node:crypto';
import { CommandType } from '@freehold/core-contracts/enums';
import { mainChannel } from '@freehold/core-contracts/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, soundMoney } from '../../money/money.testing.ts';
import { systemWalletId } from '../../money/system-wallets.ts';
import { createUserPayload } from '../ledger.testing.ts';
import { rebuildProjection } from '../rebuild-projection.ts';
import { verifyChain } from '../verify-chain.ts';
import { projections } from './find-handler.ts';
import { LedgerLife } from './ledger-life.testing.ts';

const dayMs = 24 * 60 * 60_000;
let life: LedgerLife;
beforeAll(async () => {
  life = await LedgerLife.open();
  life.money.platform.clock.set(new Date('2026-05-01T23:00:00.000Z'));
});
afterAll(() => life.close());

/** One of everything, over two days; the ids it went by. */
async function liveThroughEverything() {
  const { money, db } = life;
  const [ada, bob] = [await money.addPerson(), await money.addPerson()];
  const newcomer = newId();
  await money.in(() =>
    db.user.create({
      data: {
        ...{ id: newcomer, email: `${newcomer}@people.test`, firstName: 'Eve', lastName: 'Hill' },
        ...{ status: 'APPROVED_PENDING_ONCHAIN', onchainStatus: 'PENDING' },
      },
    }),
  );
  await life.enqueue('CREATE_USER', createUserPayload(newcomer));
  await life.enqueue('BOOTSTRAP_SYSTEM', {
    parameters: [
      { key: 'organization.endorsements', value: '1' },
      { key: 'fee.rate', value: '0.02' },
    ],
  });
  await life.enqueue('ACTIVATE_TREASURY', {});
  const country = { countryCode: 'CM', currencyCode: 'XAF', callingCode: '237' };
  await life.enqueue('INITIALIZE_COUNTRY_DATA', country);
  await life.enqueue('UPDATE_SYSTEM_PARAMETER', { key: 'fee.rate', value: '0.03' });
  await life.enqueue('APPOINT_ADMIN', { adminId: 'grace', role: 'AUDITOR' });
  await life.enqueue('PAUSE_SYSTEM', { reason: 'a test of the pause' });
  expect(await life.run()).toEqual(Array.from({ length: 7 }, () => 'VALID'));
  expect((await life.rows()).system).toMatchObject([{ isPaused: true, isBootstrapped: true }]);
  await life.enqueue('RESUME_SYSTEM', {});
  await life.run();

  await life.issue(ada.walletId, '1000');
  const poolId = systemWalletId(money.tenant.id, 'LOAN_POOL');
  await life.issue(poolId, '500');
  await life.run();
  const paidId = await life.send(ada.walletId, bob.walletId, '10.5', '0.25');
  const walletId = ada.walletId;
  const cycleStart = '2026-04-01T00:00:00.000Z';
  const taxId = newId();
  const taxLegs = [{ toWalletId: systemWalletId(money.tenant.id, 'TAX:0'), amount: '2' }];
  await life.post(
    { kind: 'TAX', fromWalletId: walletId, legs: taxLegs },
    'APPLY_VELOCITY_TAX',
    { transferId: taxId, walletId, amount: '2', cycleStart },
    taxId,
  );
  const multisigId = newId();
  const legs = [{ toWalletId: bob.walletId, amount: '40' }];
  await life.enqueue('INITIATE_MULTISIG_TX', {
    ...{ transferId: multisigId, fromWalletId: walletId, legs, fee: '1' },
    ...{ ruleDigest: 'ab'.repeat(32), minimumWeight: 2, minimumApprovers: 2 },
  });
  await life.enqueue('APPROVE_MULTISIG_TX', { transferId: multisigId, approverId: 'a', weight: 1 });
  await life.enqueue('APPROVE_MULTISIG_TX', { transferId: multisigId, approverId: 'b', weight: 1 });
  await life.post(
    { kind: 'BUSINESS', fromWalletId: walletId, legs, fee: '1' },
    'EXECUTE_MULTISIG_TX',
    { transferId: multisigId },
    multisigId,
  );
  const loanId = newId();
  const loan = { id: loanId, userId: bob.userId, walletId: bob.walletId, amount: '100' };
  await money.in(() => db.loan.create({ data: { ...loan, termMonths: 12, purpose: 'a boat' } }));
  const borrowerWalletId = bob.walletId;
  await life.enqueue('APPLY_FOR_LOAN', { loanId, borrowerWalletId, amount: '100', termMonths: 12 });
  await life.run();
  expect((await life.rows()).loans).toMatchObject([{ status: 'APPLIED' }]);
  const payoutId = newId();
  await life.post(
    {
      ...{ kind: 'LOAN', fromWalletId: poolId },
      legs: [{ toWalletId: borrowerWalletId, amount: '100' }],
    },
    'APPROVE_LOAN',
    { loanId, transferId: payoutId, poolWalletId: poolId },
    payoutId,
  );
  await life.enqueue('FREEZE_WALLET', { walletId: bob.walletId });
  await life.enqueue('UNFREEZE_WALLET', { walletId: bob.walletId });
  await liveInPublic(ada.userId);
  return { ada, bob, newcomer, paidId, taxId, multisigId, loanId, payoutId };
}

async function liveInPublic(proposerId: string): Promise<void> {
  const [organizationId, proposalId] = [newId(), newId()];
  await life.enqueue('PROPOSE_ORGANIZATION', { organizationId, name: 'Harbour' });
  await life.enqueue('ENDORSE_MEMBERSHIP', { organizationId, endorserId: 'grace' });
  await life.enqueue('ACTIVATE_ORGANIZATION', { organizationId });
  const rule = { fromAmount: '0', belowAmount: null, minimumWeight: 2, minimumApprovers: 2 };
  for (const minimumWeight of [1, 2]) {
    const changed = { ...rule, minimumWeight };
    await life.enqueue('DEFINE_AUTH_RULE', { organizationId, ruleId: 'all', rule: changed });
  }
  const closesAt = '2026-05-02T20:00:00.000Z';
  await life.enqueue('SUBMIT_PROPOSAL', {
    ...{ proposalId, proposerId, title: 'Fees', body: 'Lower them', quorum: 1, closesAt },
    effect: { key: 'fee.rate', value: '0.01' },
  });
  await life.enqueue('CAST_VOTE', { proposalId, voterId: 'grace', isFor: true });
  await life.enqueue('CAST_VOTE', { proposalId, voterId: 'mary', isFor: false });
  await life.enqueue('CAST_VOTE', { proposalId, voterId: 'joan', isFor: true });
  await life.run();
  life.money.platform.clock.moveBy(dayMs);
  await life.enqueue('EXECUTE_PROPOSAL', { proposalId });
  await life.run();
}

describe('one of every command', () => {
  let facts: Awaited<ReturnType<typeof liveThroughEverything>>;
  let rows: Awaited<ReturnType<LedgerLife['rows']>>;
  beforeAll(async () => {
    facts = await liveThroughEverything();
    rows = await life.rows();
  });

  test('is in a block, valid, and nothing was set aside', async () => {
    const commands = await life.money.in(() =>
      life.db.ledgerTransaction.findMany({
        take: 500,
        select: { commandType: true, validationCode: true },
      }),
    );
    expect(new Set(commands.map(({ validationCode }) => validationCode))).toEqual(
      new Set(['VALID']),
    );
    expect([...new Set(commands.map(({ commandType }) => commandType))].toSorted()).toEqual(
      CommandType.options.toSorted(),
    );
    expect(await life.letters()).toEqual([]);
  });

  test('moves the money it is about, and the two books agree', async () => {
    const { ada, bob, paidId, taxId, multisigId, payoutId } = facts;
    for (const id of [paidId, taxId, multisigId, payoutId]) {
      expect(await life.money.transfer(id)).toMatchObject({ status: 'CONFIRMED' });
    }
    expect(await life.money.wallet(ada.walletId)).toMatchObject({ balance: '946.25' });
    expect(await life.money.wallet(bob.walletId)).toMatchObject({ balance: '150.5' });
    expect(await life.money.faults()).toEqual(soundMoney);
    for (const { walletId } of [ada, bob]) {
      const state = await life.money.in(() =>
        life.db.ledgerState.findFirstOrThrow({ where: { key: `tokenomics/wallet/${walletId}` } }),
      );
      const { balance } = await life.money.wallet(walletId);
      expect(state.value).toMatchObject({ balance, isFrozen: false });
    }
  });

  test('is told in the audit log as the ledger confirms it', async () => {
    const { paidId } = facts;
    const [row] = await life.money.in(() =>
      life.db.auditLog.findMany({
        where: { entityId: paidId, action: 'transfer.confirm' },
        take: 2,
      }),
    );
    expect(row).toMatchObject({
      entityType: 'Transfer',
      changes: { status: { before: 'PENDING', after: 'CONFIRMED' } },
    });
  });

  test('shows in the tables', () => {
    expect(rows.users.find(({ id }) => id === facts.newcomer)).toMatchObject({ status: 'ACTIVE' });
    expect(rows.loans).toMatchObject([{ status: 'APPROVED', transferId: facts.payoutId }]);
    expect(rows.multisigs).toMatchObject([
      { id: facts.multisigId, status: 'EXECUTED', approverIds: ['a', 'b'] },
    ]);
    expect(rows.organizations).toMatchObject([
      { name: 'Harbour', status: 'ACTIVE', endorsements: 1 },
    ]);
    expect(rows.endorsements).toMatchObject([{ endorserId: 'grace' }]);
    expect(rows.rules).toMatchObject([{ ruleId: 'all', rule: { minimumWeight: 2 } }]);
    expect(rows.proposals).toMatchObject([{ status: 'EXECUTED', votesFor: 2, votesAgainst: 1 }]);
    expect(rows.votes.map(({ voterId }) => voterId)).toEqual(['grace', 'joan', 'mary']);
    expect(rows.system).toMatchObject([
      { isBootstrapped: true, isPaused: false, pauseReason: null, isTreasuryActive: true },
    ]);
    expect(rows.parameters.map(({ key, value }) => [key, value])).toEqual([
      ['fee.rate', '0.01'],
      ['organization.endorsements', '1'],
    ]);
    expect(rows.countries).toMatchObject([{ countryCode: 'CM', data: { callingCode: '237' } }]);
    expect(rows.admins).toMatchObject([{ adminId: 'grace', role: 'AUDITOR' }]);
  });

  test('counts on the day it was confirmed', () => {
    const figures = rows.figures.map(({ day, ...row }) => [
      day.toISOString().slice(0, 10),
      row.usersCreated,
      row.transferCount,
      row.transferVolume.toFixed(),
      row.feeVolume.toFixed(),
      row.issuedVolume.toFixed(),
      row.taxVolume.toFixed(),
      row.eventCount,
    ]);
    expect(figures).toEqual([
      ['2026-05-01', 1, 3, '150.5', '1.25', '1500', '2', 29],
      ['2026-05-02', 0, 0, '0', '0', '0', '0', 2],
    ]);
  });

  test('leaves a chain that is intact, world state and all, and one lost key is found', async () => {
    const verify = () => life.money.in(() => verifyChain(life.db, { channel: mainChannel }));
    expect(await verify()).toMatchObject({ isIntact: true });
    const where = { channel: mainChannel, key: 'admin/parameter/fee.rate' };
    const kept = await life.money.in(() => life.db.ledgerState.findFirstOrThrow({ where }));
    await life.money.in(() => life.db.ledgerState.updateMany({ where, data: { txId: 'other' } }));
    expect(await verify()).toMatchObject({
      isIntact: false,
      firstBroken: { reason: 'world state has lost admin/parameter/fee.rate' },
    });
    const { txId } = kept;
    await life.money.in(() => life.db.ledgerState.updateMany({ where, data: { txId } }));
  });

  test.each(projections.map(({ name }) => name))(
    'gives the same rows when %s is rebuilt from block 0',
    async (projectorName) => {
      const ctx = life.money.as();
      const { ledger } = life;
      await life.money.in(() =>
        rebuildProjection({
          ...{ ctx, ledger, projectorName, channel: mainChannel, reason: 'a test', batchBlocks: 7 },
        }),
      );
      expect(await life.letters()).toEqual([]);
      expect(await life.rows()).toEqual(rows);
    },
  );

  test('gives them back when they were damaged', async () => {
    const { db } = life;
    await life.money.in(async () => {
      await db.onchainOrganization.updateMany({ data: { name: 'Another', endorsements: 9 } });
      await db.onchainMultisig.deleteMany({ where: {} });
      await db.governanceVote.updateMany({ data: { isFor: false } });
      await db.systemState.updateMany({ data: { isPaused: true, isTreasuryActive: false } });
      await db.systemParameter.updateMany({ data: { value: '9' } });
      await db.dailyLedgerFigures.updateMany({ data: { eventCount: 1, transferVolume: '9' } });
      await db.loan.updateMany({ data: { status: 'APPROVING', transferId: null } });
    });
    const ctx = life.money.as();
    const { ledger } = life;
    for (const { name: projectorName } of projections) {
      await life.money.in(() =>
        rebuildProjection({ ctx, ledger, projectorName, channel: mainChannel, reason: 'a test' }),
      );
    }
    const again = await life.rows();
    // A loan's version tells operators that it moved, and so it did.
    const loans = again.loans.map((loan, index) => {
      const { version, updatedAt } = rows.loans[index]!;
      return { ...loan, version, updatedAt };
    });
    expect({ ...again, loans }).toEqual(rows);
  });

  test('is invisible to another tenant', async () => {
    const other = await life.neighbour();
    const { wallets: _, ...empty } = await other.rows();
    expect(Object.values(empty).flat()).toEqual([]);
  });
});

describe('a chain that holds only accounts', () => {
  test('is verified, and every projection reaches its head', async () => {
    const other = await life.neighbour();
    for (let index = 0; index < 3; index += 1) {
      await other.enqueue('CREATE_USER', createUserPayload(randomUUID()));
    }
    await other.submit(1);
    const rest = projections.filter(({ name }) => name !== 'user-activation');
    await other.project(rest);
    expect(await other.letters()).toEqual([]);
    const states = await other.money.in(() =>
      other.db.projectorState.findMany({ take: 20, select: { lastBlock: true } }),
    );
    expect(states).toEqual(rest.map(() => ({ lastBlock: 2n })));
    expect((await other.rows()).figures).toMatchObject([{ usersCreated: 3, eventCount: 3 }]);
    expect(
      await other.money.in(() => verifyChain(other.db, { channel: mainChannel })),
    ).toMatchObject({ isIntact: true, checkedCount: 3n });
  });
});
