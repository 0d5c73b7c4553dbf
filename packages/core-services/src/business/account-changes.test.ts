import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { handOver } from '../organizations/members/hand-over.ts';
import type { TestPerson } from '../organizations/organizations.testing.ts';
import { expireProposals } from '../proposals/expire-proposals.ts';
import { openChanges, type TestChanges } from './account-changes.testing.ts';
import { TestBusiness, type TestAccount } from './business.testing.ts';
import { confirmChange, refuseChange, withdrawChange } from './decide-change.ts';

let house: TestBusiness;
let account: TestAccount;
let changes: TestChanges;
let newcomer: TestPerson;

beforeAll(async () => {
  house = await TestBusiness.open();
});
afterAll(() => house.close());
beforeEach(async () => {
  ({ account, changes, newcomer } = await openChanges(house));
});

const refused = (code: string) => expect.objectContaining({ code });
const byIndex = (index: number) => account.people[index]!.actor;
const hoursFromNow = (hours: number) => () => new Date(Date.now() + hours * 3_600_000);
const addNewcomer = (weight = 2) =>
  changes.add({ userId: newcomer.userId, role: 'FINANCE', weight });

test('the owner alone gets no signatory of their choice to approve', async () => {
  const payee = await house.addPayee();
  const id = await changes.proposed(addNewcomer(1000));
  expect(await changes.signers()).not.toContain(newcomer.userId);
  await expect(changes.decide(confirmChange, account.owner.actor, id)).rejects.toEqual(
    refused('proposal.own'),
  );
  // Neither may whoever it is about.
  await expect(changes.decide(confirmChange, newcomer.actor, id)).rejects.toEqual(
    refused('entity.not_found'),
  );
  const transfer = await house.ask(account, byIndex(0), payee.walletId);
  await expect(house.decide(newcomer.actor, transfer.id)).rejects.toEqual(
    refused('entity.not_found'),
  );
  expect(await house.world.auditOf(id)).toMatchObject([
    {
      action: 'proposal.create',
      actorId: account.owner.userId,
      changes: { action: 'businessAccount.addSignatory', entityId: account.id },
    },
  ]);
});

test('another signatory confirms, and it is made, audited and told to whom it concerns', async () => {
  const id = await changes.proposed(addNewcomer());
  for (const { userId } of account.people) {
    const told = await house.world.notificationsOf(userId);
    expect(told.at(-1)).toMatchObject({ kind: 'business.changeWaiting', entityId: account.id });
  }
  expect(await changes.list(byIndex(1))).toMatchObject([
    {
      ...{ id, decider: 'SIGNATORY', isOwn: false, canConfirm: true, canRefuse: true },
      change: { kind: 'ADD_SIGNATORY', name: 'Nils New', role: 'FINANCE', weight: 2 },
    },
  ]);
  expect(await changes.list(account.owner.actor)).toMatchObject([
    { isOwn: true, canConfirm: false, canRefuse: false },
  ]);
  await changes.decide(confirmChange, byIndex(1), id);
  expect(await changes.signers()).toContain(newcomer.userId);
  expect(await changes.list(byIndex(1))).toEqual([]);
  expect(await changes.proposal(id)).toMatchObject({
    ...{ status: 'CARRIED_OUT', decidedById: account.people[1]!.userId },
  });
  expect((await house.world.auditOf(account.id)).at(-1)).toMatchObject({
    ...{ action: 'businessAccount.addSignatory', actorId: account.people[1]!.userId },
  });
  expect((await house.world.notificationsOf(newcomer.userId)).at(-1)).toMatchObject({
    kind: 'business.signatoryAdded',
  });
  expect((await house.world.notificationsOf(account.owner.userId)).at(-1)).toMatchObject({
    ...{ kind: 'business.changeDecided', parameters: { status: 'CARRIED_OUT' } },
  });
});

describe('what gives power waits', () => {
  test('and what takes it away is made at once', async () => {
    const [director] = (await changes.seen()).signatories;
    const of = { signatoryId: director!.id, role: director!.role };
    await changes.proposed(changes.alter({ ...of, weight: 2 }));
    const band = { fromAmount: '0', minimumWeight: 2, minimumApprovers: 2 };
    const rules = {
      approvalTtlHours: 72,
      rules: [{ ...band, requiredRole: null, isInitiatorCounted: true }],
    };
    await changes.proposed(changes.setRules(rules));
    expect((await changes.list(byIndex(0)))[0]?.change).toMatchObject({
      kind: 'SET_RULES',
      before: { approvalTtlHours: 72, rules: [{ isInitiatorCounted: false }] },
      after: { approvalTtlHours: 72, rules: [{ belowAmount: null, isInitiatorCounted: true }] },
    });
    expect(await changes.seen()).toMatchObject({
      ...{ version: 0, rules: [{ isInitiatorCounted: false }] },
    });
    const stricter = [{ ...band, requiredRole: 'DIRECTOR' as const, isInitiatorCounted: false }];
    const outcome = await changes.setRules({ approvalTtlHours: 5, rules: stricter });
    expect(outcome).toMatchObject({ proposedChangeId: null, approvalTtlHours: 5, version: 1 });
    const clerk = await changes.alter({ ...of, role: 'CLERK', weight: 1 });
    expect(clerk).toMatchObject({ proposedChangeId: null, version: 2 });
    // The role is asked for by now.
    await changes.proposed(changes.alter({ ...of, role: 'DIRECTOR', weight: 1 }));
  });

  test('a confirmed weight and confirmed bands are what was proposed', async () => {
    const [director] = (await changes.seen()).signatories;
    const part = { role: 'DIRECTOR', weight: 7 } as const;
    await changes.made(changes.alter({ signatoryId: director!.id, ...part }));
    const rule = {
      ...{ fromAmount: '0', minimumWeight: 1, minimumApprovers: 1 },
      ...{ requiredRole: null, isInitiatorCounted: false },
    };
    await changes.made(changes.setRules({ approvalTtlHours: 72, rules: [rule] }));
    expect(await changes.seen()).toMatchObject({
      ...{ version: 2, rules: [{ minimumApprovers: 1 }] },
      signatories: [part, {}, {}],
    });
    expect(
      (await house.world.notificationsOf(account.people[0]!.userId)).map(({ kind }) => kind),
    ).toEqual(expect.arrayContaining(['business.signatoryChanged', 'business.rulesChanged']));
  });

  test('what could not be made is refused when it is proposed', async () => {
    const stranger = await house.world.addPerson();
    const input = { userId: stranger.userId, role: 'CLERK', weight: 1 } as const;
    await expect(changes.add(input)).rejects.toEqual(refused('business.not_a_member'));
    const known = { ...input, userId: account.people[0]!.userId };
    await expect(changes.add(known)).rejects.toEqual(refused('business.signatory_twice'));
    expect(await changes.list(account.owner.actor)).toEqual([]);
  });

  test('at most ten of an account at a time', async () => {
    for (let count = 0; count < 10; count += 1) await changes.proposed(addNewcomer());
    await expect(addNewcomer()).rejects.toEqual(refused('business.too_many_changes'));
  });
});

describe('a change is no longer made', () => {
  test('after one no', async () => {
    const id = await changes.proposed(addNewcomer());
    await changes.decide(refuseChange, byIndex(2), id);
    await expect(changes.decide(confirmChange, byIndex(1), id)).rejects.toEqual(
      refused('proposal.decided'),
    );
    expect((await house.world.notificationsOf(account.owner.userId)).at(-1)).toMatchObject({
      ...{ kind: 'business.changeDecided', parameters: { status: 'REJECTED' } },
    });
  });

  test('after its proposer withdrew it, which nobody else can', async () => {
    const id = await changes.proposed(addNewcomer());
    await expect(changes.decide(withdrawChange, byIndex(1), id)).rejects.toEqual(
      refused('proposal.not_own'),
    );
    await changes.decide(withdrawChange, account.owner.actor, id);
    await expect(changes.decide(confirmChange, byIndex(1), id)).rejects.toEqual(
      refused('proposal.decided'),
    );
  });

  test('after 72 hours', async () => {
    const id = await changes.proposed(addNewcomer());
    const late = hoursFromNow(73);
    expect(await changes.list(byIndex(1), late)).toEqual([]);
    await expect(changes.decide(confirmChange, byIndex(1), id, late)).rejects.toEqual(
      refused('proposal.expired'),
    );
    const ctx = house.world.as({ kind: 'SYSTEM', name: 'test' }, late);
    await house.world.in(() => expireProposals({ ctx, limit: 1000 }));
    expect(await changes.proposal(id)).toMatchObject({ status: 'EXPIRED' });
  });

  test('where the list changed since: it becomes outdated, and nothing happens', async () => {
    const id = await changes.proposed(addNewcomer());
    await changes.remove(0);
    expect(await changes.list(byIndex(1))).toMatchObject([
      { isOutdated: true, canConfirm: false, canRefuse: true },
    ]);
    await expect(changes.decide(confirmChange, byIndex(1), id)).rejects.toMatchObject({
      ...{ code: 'proposal.outdated', params: { because: 'version.stale' } },
    });
    expect(await changes.proposal(id)).toMatchObject({ status: 'OUTDATED' });
    expect(await changes.signers()).not.toContain(newcomer.userId);
  });

  test('where whoever proposed it owns the organization no longer', async () => {
    const id = await changes.proposed(addNewcomer());
    const { organizationId, owner, people } = account;
    const input = { organizationId, userId: people[1]!.userId };
    await house.world.in(() => handOver({ ctx: house.world.as(owner.actor), input }));
    await expect(changes.decide(confirmChange, byIndex(1), id)).rejects.toMatchObject({
      ...{ code: 'proposal.outdated', params: { because: 'business.proposer_not_owner' } },
    });
  });
});
