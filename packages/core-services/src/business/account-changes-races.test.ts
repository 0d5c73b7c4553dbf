import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { leaveOrganization } from '../organizations/members/remove-member.ts';
import { manyMeetMs, tally, type TestPerson } from '../organizations/organizations.testing.ts';
import { TestChanges } from './account-changes.testing.ts';
import { TestBusiness } from './business.testing.ts';
import { confirmChange, refuseChange, withdrawChange } from './decide-change.ts';
import { removeSignatory } from './remove-signatory.ts';

let house: TestBusiness;
vi.setConfig({ testTimeout: manyMeetMs });

beforeAll(async () => {
  house = await TestBusiness.open();
});
afterAll(() => house.close());

/** An account with a change of weight that waits, and what may be done about it. */
async function waiting(weights: readonly number[] = [1, 1, 1]) {
  const account = await house.addAccount({}, weights, '0');
  const changes = new TestChanges(house, account);
  const [first] = account.detail.signatories;
  const raised = { signatoryId: first!.id, role: 'DIRECTOR', weight: 9 } as const;
  const proposalId = await changes.proposed(changes.alter(raised));
  const say = (verb: typeof confirmChange, by: TestPerson) => () =>
    changes.decide(verb, by.actor, proposalId);
  const weight = async () => (await changes.seen()).signatories[0]?.weight;
  return { account, changes, proposalId, say, weight };
}

const hold = (table: 'Proposal' | 'BusinessAccount', id: string) => ({
  sql: `SELECT FROM "${table}" WHERE "id" = $1 FOR UPDATE`,
  values: [id],
});

test('of many who confirm at once exactly one does', async () => {
  const { account, changes, proposalId, say } = await waiting(Array.from({ length: 8 }, () => 1));
  // Whose weight it is has no part in it.
  const callers = account.people.slice(1).map((person) => say(confirmChange, person));
  const answers = await house.world.house.collide(hold('Proposal', proposalId), callers);
  expect(tally(answers)).toEqual({ succeeded: 1, codes: { 'version.stale': 6 } });
  expect(await changes.seen()).toMatchObject({ version: 1 });
  const made = (await house.world.auditOf(account.id)).filter(
    ({ action }) => action === 'businessAccount.changeSignatory',
  );
  expect(made).toHaveLength(1);
});

test('a yes, a no and the withdrawal at once: one of them counts', async () => {
  const { account, changes, proposalId, say, weight } = await waiting();
  const answers = await house.world.house.collide(hold('Proposal', proposalId), [
    say(confirmChange, account.people[2]!),
    say(refuseChange, account.people[1]!),
    say(withdrawChange, account.owner),
  ]);
  expect(tally(answers)).toEqual({ succeeded: 1, codes: { 'version.stale': 2 } });
  const { status } = await changes.proposal(proposalId);
  expect(await weight()).toBe(status === 'CARRIED_OUT' ? 9 : 1);
});

test('whoever is removed at that moment has confirmed before it, or not at all', async () => {
  const { account, changes, proposalId, say, weight } = await waiting();
  const confirmer = account.people[1]!;
  const { id: businessAccountId, version, signatories } = account.detail;
  const signatoryId = signatories.find(({ userId }) => userId === confirmer.userId)!.id;
  const input = { businessAccountId, version, signatoryId };
  const ctx = house.world.as(account.owner.actor);
  const answers = await house.world.house.collide(hold('BusinessAccount', account.id), [
    () => house.world.in(() => removeSignatory({ ctx, input })).then(() => undefined),
    say(confirmChange, confirmer),
  ]);
  expect(tally(answers).succeeded).toBe(1);
  const { status } = await changes.proposal(proposalId);
  const stays = (await changes.seen()).signatories.some(
    ({ userId }) => userId === confirmer.userId,
  );
  expect([status, stays, await weight()]).toEqual(
    stays ? ['CARRIED_OUT', true, 9] : ['OUTDATED', false, 1],
  );
});

test('whoever leaves the organization at that moment has confirmed before it, or not at all', async () => {
  const { account, changes, proposalId, say, weight } = await waiting();
  const confirmer = account.people[1]!;
  const input = { organizationId: account.organizationId };
  const ctx = house.world.as(confirmer.actor);
  const leave = () => house.world.in(() => leaveOrganization({ ctx, input })).then(() => undefined);
  await house.world.house.collide(hold('BusinessAccount', account.id), [
    leave,
    say(confirmChange, confirmer),
  ]);
  const { status } = await changes.proposal(proposalId);
  const after = await changes.seen();
  expect(after.signatories.map(({ userId }) => userId)).not.toContain(confirmer.userId);
  expect([status, after.version, await weight()]).toEqual(
    status === 'CARRIED_OUT' ? ['CARRIED_OUT', 2, 9] : ['OUTDATED', 1, 1],
  );
});
