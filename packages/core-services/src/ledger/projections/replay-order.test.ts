import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../money/money.testing.ts';
import { systemWalletId } from '../../money/system-wallets.ts';
import type { LedgerEvent } from '../ledger-gateway.ts';
import { discardDeadLetter } from '../discard-dead-letter.ts';
import { replayDeadLetter } from '../replay-dead-letter.ts';
import { analytics } from './analytics.ts';
import { findHandling } from './find-handler.ts';
import { governance } from './governance.ts';
import { LedgerLife } from './ledger-life.testing.ts';
import { loans } from './loans.ts';
import { money } from './money.ts';
import { multisig } from './multisig.ts';
import { organizations } from './organizations.ts';
import { beginAgain, listOpen, projectWithout, replayAll } from './replay-order.testing.ts';
import { system } from './system.ts';

/** Projections whose rows a rebuild writes anew. */
const derived = [organizations, multisig, governance, system, analytics];

let life: LedgerLife;
let events: readonly LedgerEvent[];
let plain: Awaited<ReturnType<LedgerLife['rows']>>;

beforeAll(async () => {
  life = await LedgerLife.open();
  life.money.platform.clock.set(new Date('2026-05-01T23:59:50.000Z'));
  const { walletId } = await life.money.addPerson();
  await liveUnderOneSystem();
  await liveInPublic();
  await payTogether(walletId);
  const codes = await submitInSteps();
  expect(new Set(codes)).toEqual(new Set(['VALID']));
  events = await life.events();
  await life.project();
  plain = await life.rows();
});
afterAll(() => life.close());

async function liveUnderOneSystem(): Promise<void> {
  await life.enqueue('BOOTSTRAP_SYSTEM', {
    parameters: [
      { key: 'organization.endorsements', value: '2' },
      { key: 'fee.rate', value: '0.02' },
    ],
  });
  await life.enqueue('ACTIVATE_TREASURY', {});
  const country = { countryCode: 'CM', currencyCode: 'XAF', callingCode: '237' };
  await life.enqueue('INITIALIZE_COUNTRY_DATA', country);
  await life.enqueue('PAUSE_SYSTEM', { reason: 'the first time' });
  await life.enqueue('RESUME_SYSTEM', {});
  for (const value of ['0.05', '0.03']) {
    await life.enqueue('UPDATE_SYSTEM_PARAMETER', { key: 'fee.rate', value });
    await life.enqueue('UPDATE_SYSTEM_PARAMETER', { key: 'fee.rates', value: `${value}9` });
  }
  for (const role of ['AUDITOR', 'TREASURER', 'CLERK']) {
    await life.enqueue('APPOINT_ADMIN', { adminId: 'grace', role });
  }
  await life.enqueue('PAUSE_SYSTEM', { reason: 'the second time' });
  await life.enqueue('RESUME_SYSTEM', {});
}

async function liveInPublic(): Promise<void> {
  for (const name of ['Harbour', 'Mill']) {
    const organizationId = newId();
    await life.enqueue('PROPOSE_ORGANIZATION', { organizationId, name });
    for (const endorserId of ['a', 'b', 'c'].slice(name === 'Mill' ? 2 : 0)) {
      await life.enqueue('ENDORSE_MEMBERSHIP', { organizationId, endorserId });
    }
    if (name === 'Harbour') await life.enqueue('ACTIVATE_ORGANIZATION', { organizationId });
    const rule = { fromAmount: '0', belowAmount: null, minimumWeight: 2, minimumApprovers: 2 };
    for (const minimumWeight of [3, 1, 2]) {
      const changed = { ...rule, minimumWeight };
      await life.enqueue('DEFINE_AUTH_RULE', { organizationId, ruleId: 'all', rule: changed });
    }
  }
  const proposalId = newId();
  await life.enqueue('SUBMIT_PROPOSAL', {
    ...{ proposalId, proposerId: 'ada', title: 'Fees', body: 'Lower them', quorum: 1 },
    ...{ closesAt: '2026-05-02T20:00:00.000Z', effect: { key: 'fee.rate', value: '0.01' } },
  });
  for (const voterId of ['grace', 'mary', 'joan']) {
    await life.enqueue('CAST_VOTE', { proposalId, voterId, isFor: voterId !== 'mary' });
  }
  await submitInSteps();
  life.money.platform.clock.moveBy(24 * 60 * 60_000);
  await life.enqueue('EXECUTE_PROPOSAL', { proposalId });
}

async function payTogether(fromWalletId: string): Promise<void> {
  await life.issue(fromWalletId, '100');
  const { walletId: toWalletId } = await life.money.addPerson();
  const transferId = newId();
  const legs = [{ toWalletId, amount: '40' }];
  await life.enqueue('INITIATE_MULTISIG_TX', {
    ...{ transferId, fromWalletId, legs, fee: '1' },
    ...{ ruleDigest: 'ab'.repeat(32), minimumWeight: 2, minimumApprovers: 2 },
  });
  for (const approverId of ['a', 'b', 'c']) {
    await life.enqueue('APPROVE_MULTISIG_TX', { transferId, approverId, weight: 1 });
  }
  await submitInSteps();
  await life.project([money]);
  await life.post(
    { kind: 'BUSINESS', fromWalletId, legs, fee: '1' },
    'EXECUTE_MULTISIG_TX',
    { transferId },
    transferId,
  );
}

/** One block each, a second apart. */
async function submitInSteps(): Promise<string[]> {
  const { clock } = life.money.platform;
  return life.submit(1, () => clock.moveBy(1000));
}

describe.each(derived.map((projection) => [projection.name, projection] as const))(
  'what %s makes of a chain',
  (_, projection) => {
    test('is the same to the row when any one event comes last', async () => {
      const own = events.filter((event) => findHandling(projection, event).kind === 'HANDLE');
      expect(own.length).toBeGreaterThan(3);
      // Analytics adds up whatever there is: four events say as much as all.
      const last = new Map(own.map((event) => [event.name, event]));
      const late = projection === analytics ? [...last.values()].slice(0, 4) : own;
      for (const event of late) {
        await projectWithout(life, projection, event);
        expect(await replayAll(life)).toBeGreaterThan(0);
        const what = `${event.name} of block ${event.blockNumber}`;
        expect({ what, ...(await life.rows()) }).toEqual({ what, ...plain });
      }
    });
  },
);

describe('a letter of an event that a rebuild has not come to', () => {
  test('is left to the rebuild, which carries it out once', async () => {
    await projectWithout(life, analytics, events[0]!);
    const [letter] = await listOpen(life);
    await beginAgain(life, analytics);
    const input = { deadLetterId: letter!.id, version: letter!.version, reason: 'Mended' };
    const ctx = life.money.as();
    await expect(life.money.in(() => replayDeadLetter({ ctx, input }))).rejects.toMatchObject({
      kind: 'CONFLICT',
      code: 'dead_letter.in_rebuild',
    });
    expect(await listOpen(life)).toEqual([letter]);
    await life.project([analytics]);
    expect(await listOpen(life)).toEqual([]);
    expect(await life.rows()).toEqual(plain);
  });
});

describe('what a rebuild keeps', () => {
  test('does not go back either: a wallet is as its last event left it', async () => {
    const other = await life.neighbour();
    const { walletId } = await other.money.addPerson();
    for (const type of ['FREEZE_WALLET', 'UNFREEZE_WALLET', 'FREEZE_WALLET'] as const) {
      await other.enqueue(type, { walletId });
    }
    await other.submit(1);
    const isFrozen = async () => {
      const where = { id: walletId };
      return (await other.money.in(() => other.db.wallet.findFirstOrThrow({ where })))
        .isFrozenOnchain;
    };
    const all = await other.events();
    for (const event of all) {
      await projectWithout(other, money, event);
      expect(await replayAll(other)).toBe(1);
      expect(await isFrozen()).toBe(true);
    }
    // What is never to take effect does not overtake what came before it.
    await projectWithout(other, money, all.at(-1)!);
    const [letter] = await listOpen(other);
    const input = { deadLetterId: letter!.id, version: letter!.version, reason: 'Not ours' };
    await other.money.in(() => discardDeadLetter({ ctx: other.money.as(), input }));
    await beginAgain(other, money);
    await other.project([money]);
    expect(await isFrozen()).toBe(false);
  });

  test('a loan that was paid stays so, and says when it was applied for', async () => {
    for (const name of Object.keys(loans.handlers)) {
      const other = await life.neighbour();
      const loanId = await borrow(other);
      const event = (await other.events()).find((one) => one.name === name);
      await projectWithout(other, loans, event!);
      expect(await replayAll(other)).toBe(1);
      const loan = await other.money.in(() =>
        other.db.loan.findFirstOrThrow({ where: { id: loanId } }),
      );
      expect(loan).toMatchObject({ status: 'APPROVED', errorCode: null });
      expect(loan.appliedAt?.getTime()).toBeLessThan(loan.approvedAt!.getTime());
    }
  });
});

async function borrow(other: LedgerLife): Promise<string> {
  const [loanId, transferId] = [newId(), newId()];
  const { clock } = other.money.platform;
  const { userId, walletId } = await other.money.addPerson();
  const terms = { amount: '100', termMonths: 12 };
  await other.money.in(() =>
    other.db.loan.create({ data: { id: loanId, userId, walletId, purpose: 'a boat', ...terms } }),
  );
  const poolWalletId = systemWalletId(other.money.tenant.id, 'LOAN_POOL');
  await other.issue(poolWalletId, '500');
  await other.enqueue('APPLY_FOR_LOAN', { loanId, borrowerWalletId: walletId, ...terms });
  await other.submit(1, () => clock.moveBy(1000));
  await other.project([money]);
  await other.post(
    { kind: 'LOAN', fromWalletId: poolWalletId, legs: [{ toWalletId: walletId, amount: '100' }] },
    'APPROVE_LOAN',
    { loanId, transferId, poolWalletId },
    transferId,
  );
  await other.submit(1, () => clock.moveBy(1000));
  return loanId;
}
