import { AppError } from '@freehold/core-contracts/errors';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeStatus } from '../accounts/people/change-status.ts';
import { TestHouse } from '../accounts/people/people.testing.ts';
import { TestConsole, type Operator } from '../approvals/console.testing.ts';
import { approveProposal } from './approve-proposal.ts';
import { getProposal } from './get-proposal.ts';
import { rejectProposal } from './reject-proposal.ts';

let world: TestConsole;
let house: TestHouse;
let second: Operator;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await TestHouse.in(world, { isFourEyesRequired: true });
  second = await house.addStaff('ADMIN', 'Second Admin');
});

async function proposeClose(userId: string): Promise<string> {
  const input = { ...(await house.seen(userId)), status: 'CLOSED' } as const;
  const outcome = await house.as(house.admin, (ctx) => changeStatus({ ctx, input }));
  return outcome.state === 'PROPOSED' ? outcome.proposalId : '';
}

const refusalFor = async (by: Operator, proposalId: string) =>
  (await house.as(by, (ctx) => getProposal({ ctx, input: { proposalId } }))).refusal;

const agree = (by: Operator, proposalId: string) => {
  const input = { proposalId, version: 0, reason: 'I looked as well' };
  return house.as(by, (ctx) => approveProposal({ ctx, input }));
};

const refusedWith = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error instanceof AppError && error.code,
  );

test('whoever may not agree is told why, in the words in which it would be refused', async () => {
  const colleague = await house.addStaff('AUDITOR', 'A colleague');
  const treasurer = await house.addStaff('TREASURER');
  const id = await proposeClose(second.userId);
  const told = [
    [house.admin, 'proposal.own', {}],
    [second, 'user.self', {}],
    [treasurer, 'permission.missing', { permission: 'user.manage' }],
    [colleague, 'permission.missing', { permission: 'user.manage' }],
  ] as const;
  for (const [by, code, params] of told) {
    expect(await refusalFor(by, id)).toEqual({ kind: 'FORBIDDEN', code, params });
    expect(await refusedWith(agree(by, id))).toBe(code);
  }
  const third = await house.addStaff('ADMIN', 'Third Admin');
  expect(await refusalFor(third, id)).toBeNull();
  expect(await agree(third, id)).toMatchObject({ state: 'DONE' });
  // It waits for nobody any more.
  expect(await refusalFor(house.admin, id)).toBeNull();
});

test('whom it is about may still say no to it', async () => {
  const id = await proposeClose(second.userId);
  const input = { proposalId: id, version: 0, reason: 'I am still here' };
  const said = house.as(second, (ctx) => rejectProposal({ ctx, input }));
  expect(await said).toMatchObject({ state: 'DONE' });
});

test('what it is about may have moved, or be unreadable by now: that is no reason of the caller’s', async () => {
  const userId = await house.addActive();
  const id = await proposeClose(userId);
  await house.within(() =>
    house.db.user.updateMany({ where: { id: userId }, data: { version: { increment: 1 } } }),
  );
  expect(await refusalFor(second, id)).toBeNull();
  expect(await refusedWith(agree(second, id))).toBe('proposal.outdated');
  const other = await proposeClose(await house.addActive());
  await house.within(() =>
    house.db.proposal.updateMany({ where: { id: other }, data: { input: {} } }),
  );
  expect(await refusalFor(second, other)).toBeNull();
});
