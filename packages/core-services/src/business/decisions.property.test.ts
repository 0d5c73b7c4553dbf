import fc from 'fast-check';
import type { SignatoryRole } from '@freehold/core-contracts/enums';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { manyMeetMs } from '../organizations/organizations.testing.ts';
import { TestBusiness } from './business.testing.ts';
import { isMet, isReachable, isReachableFor, type Approver, type Need } from './reachable.ts';

let house: TestBusiness;
let payee: Awaited<ReturnType<TestBusiness['addPayee']>>;
vi.setConfig({ testTimeout: manyMeetMs });

beforeAll(async () => {
  house = await TestBusiness.open();
  payee = await house.addPayee();
});
afterAll(() => house.close());

const count = 5;
/** As the accounts of the tests have them. */
const roleOf = (index: number): SignatoryRole => (index === 0 ? 'DIRECTOR' : 'FINANCE');

const cases = fc.record({
  weights: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: count, maxLength: count }),
  need: fc.record({
    minimumWeight: fc.integer({ min: 1, max: 8 }),
    minimumApprovers: fc.integer({ min: 1, max: 4 }),
    requiredRole: fc.constantFrom(null, 'DIRECTOR' as const, 'FINANCE' as const),
    isInitiatorCounted: fc.boolean(),
  }),
  initiator: fc.integer({ min: 0, max: count - 1 }),
  decisions: fc.array(
    fc.record({
      by: fc.integer({ min: 0, max: count - 1 }),
      isApproval: fc.integer({ min: 0, max: 9 }).map((value) => value > 0),
    }),
    { maxLength: 10 },
  ),
});

/** What the decisions of a case come to, said without a database. */
function expected(need: Need, weights: readonly number[], initiator: number, decisions: Decisions) {
  const given = new Map<number, boolean>();
  let status = 'AWAITING_APPROVAL';
  for (const { by, isApproval } of decisions) {
    if (status !== 'AWAITING_APPROVAL' || given.has(by)) continue;
    if (isApproval && by === initiator && !need.isInitiatorCounted) continue;
    given.set(by, isApproval);
    const approvers = [...given]
      .filter(([, isYes]) => isYes)
      .map(([index]) => approver(index, weights));
    if (!isApproval) status = 'REJECTED';
    else if (isMet(need, approvers)) status = 'PENDING';
  }
  const approved = [...given].filter(([, isYes]) => isYes).map(([index]) => weights[index] ?? 0);
  return { status, approvedCount: approved.length, approvedWeight: sum(approved) };
}

type Decisions = readonly { readonly by: number; readonly isApproval: boolean }[];

const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);

function approver(index: number, weights: readonly number[]): Approver {
  return { userId: String(index), role: roleOf(index), weight: weights[index] ?? 0 };
}

test('whatever is decided in whatever order, the database counts as the rule reads', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ weights, need, initiator, decisions }) => {
      const signatories = weights.map((_, index) => approver(index, weights));
      fc.pre(isReachable(need, signatories));
      fc.pre(isReachableFor(need, signatories, String(initiator)));
      const account = await house.addAccount({ rules: [{ fromAmount: '0', ...need }] }, weights);
      const actor = (index: number) => account.people[index]!.actor;
      const { id } = await house.ask(account, actor(initiator), payee.walletId, '100');
      for (const { by, isApproval } of decisions) {
        // What is refused changes nothing, which is what is looked at.
        await house.decide(actor(by), id, isApproval ? 'APPROVE' : 'REJECT').catch(() => undefined);
      }
      const { status } = expected(need, weights, initiator, decisions);
      const transfer = await house.world.in(() =>
        house.db.transfer.findFirstOrThrow({ where: { id }, include: { approvals: true } }),
      );
      const yes = transfer.approvals.filter(({ decision }) => decision === 'APPROVE');
      expect({
        status: transfer.status,
        approvedCount: yes.length,
        approvedWeight: sum(yes.map(({ weight }) => weight)),
      }).toEqual(expected(need, weights, initiator, decisions));
      const wallet = await house.wallet(account.walletId);
      expect([wallet.cachedBalance.toFixed(), wallet.heldBalance.toFixed()]).toEqual([
        status === 'PENDING' ? '900' : '1000',
        status === 'AWAITING_APPROVAL' ? '100' : '0',
      ]);
    }),
    { numRuns: 12 },
  );
});
