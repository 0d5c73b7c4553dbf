import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import type { TestPerson } from '../organizations/organizations.testing.ts';
import { approveProposal } from '../proposals/approve-proposal.ts';
import { getProposal } from '../proposals/get-proposal.ts';
import { rejectProposal } from '../proposals/reject-proposal.ts';
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
const addNewcomer = (weight = 2) =>
  changes.add({ userId: newcomer.userId, role: 'FINANCE', weight });

const refusalFor = async (by: Actor, proposalId: string) => {
  const ctx = house.world.as(by);
  const { refusal } = await house.world.in(() => getProposal({ ctx, input: { proposalId } }));
  return refusal?.code;
};

describe('who has no say', () => {
  test('a signatory who was removed, or who left the organization', async () => {
    const id = await changes.proposed(addNewcomer());
    await changes.remove(1);
    for (const verb of [confirmChange, refuseChange]) {
      await expect(changes.decide(verb, byIndex(1), id)).rejects.toEqual(
        refused('entity.not_found'),
      );
    }
    expect(await changes.proposal(id)).toMatchObject({ status: 'WAITING' });
  });

  test('one who came to the list after it was proposed', async () => {
    const first = await changes.proposed(addNewcomer());
    const later = await house.world.addMember(account.organizationId, 'MEMBER', 'Lena Later');
    await changes.made(changes.add({ userId: later.userId, role: 'CLERK', weight: 1 }));
    await expect(changes.decide(confirmChange, later.actor, first)).rejects.toEqual(
      refused('proposal.outdated'),
    );
  });

  test('a signatory whose own weight it raises, but to refuse it', async () => {
    const [gainer] = (await changes.seen()).signatories;
    const raised = { signatoryId: gainer!.id, role: 'DIRECTOR', weight: 9 } as const;
    const by = account.people.find(({ userId }) => userId === gainer!.userId)!.actor;
    const told = (await house.world.notificationsOf(gainer!.userId)).length;
    const id = await changes.proposed(changes.alter(raised));
    expect(await house.world.notificationsOf(gainer!.userId)).toHaveLength(told);
    expect(await changes.list(by)).toMatchObject([{ canConfirm: false, canRefuse: true }]);
    await expect(changes.decide(confirmChange, by, id)).rejects.toEqual(
      refused('business.own_power'),
    );
    expect(await changes.proposal(id)).toMatchObject({ status: 'WAITING', decider: 'SIGNATORY' });
    await changes.decide(refuseChange, by, id);
    expect(await changes.proposal(id)).toMatchObject({ status: 'REJECTED' });
  });

  test('an admin of the organization who does not sign, a stranger, and an operator', async () => {
    const id = await changes.proposed(addNewcomer());
    const admin = await house.world.addMember(account.organizationId, 'ADMIN');
    await expect(changes.decide(confirmChange, admin.actor, id)).rejects.toEqual(
      refused('business.not_signatory'),
    );
    const stranger = (await house.addAccount()).people[0]!;
    for (const verb of [confirmChange, refuseChange, withdrawChange]) {
      await expect(changes.decide(verb, stranger.actor, id)).rejects.toEqual(
        refused('entity.not_found'),
      );
    }
    await expect(changes.list(stranger.actor)).rejects.toEqual(refused('entity.not_found'));
    for (const verb of [approveProposal, rejectProposal]) {
      const input = { proposalId: id, version: 0, reason: 'I looked' };
      const ctx = house.world.as(house.world.admin);
      await expect(house.world.in(() => verb({ ctx, input }))).rejects.toEqual(
        refused('proposal.for_signatories'),
      );
    }
    expect(await refusalFor(house.world.admin, id)).toBe('proposal.for_signatories');
    expect(await changes.proposal(id)).toMatchObject({ status: 'WAITING' });
  });
});

describe('where nobody else signs', () => {
  const approve = (proposalId: string, by = house.world.admin) => {
    const input = { proposalId, version: 0, reason: 'They showed their papers' };
    return house.world.in(() => approveProposal({ ctx: house.world.as(by), input }));
  };

  test('an operator confirms, who may decide on transfers', async () => {
    for (const index of [0, 1, 2]) await changes.remove(index);
    const id = await changes.proposed(addNewcomer());
    expect(await changes.list(house.world.auditor)).toMatchObject([
      { id, decider: 'OPERATOR', canConfirm: false },
    ]);
    expect((await house.world.notificationsOf(house.world.admin.userId)).at(-1)).toMatchObject({
      ...{ kind: 'proposal.waiting', entityId: id },
    });
    await expect(approve(id, house.world.auditor)).rejects.toEqual(refused('permission.missing'));
    await expect(changes.decide(confirmChange, account.owner.actor, id)).rejects.toEqual(
      refused('proposal.own'),
    );
    await approve(id);
    expect(await changes.signers()).toEqual([newcomer.userId]);
  });

  test('neither where the owner is the only one who signs, nor where the others may not sign in', async () => {
    const { userId } = account.owner;
    await changes.made(changes.add({ userId, role: 'DIRECTOR', weight: 1 }));
    for (const index of [0, 1]) await changes.remove(index);
    await house.world.in(() =>
      house.db.user.updateMany({
        where: { id: account.people[2]!.userId },
        data: { status: 'SUSPENDED' },
      }),
    );
    const id = await changes.proposed(addNewcomer());
    expect(await changes.proposal(id)).toMatchObject({ decider: 'OPERATOR' });
    await expect(changes.decide(confirmChange, account.owner.actor, id)).rejects.toEqual(
      refused('proposal.own'),
    );
  });

  test('an operator who is the owner as well does not confirm their own', async () => {
    for (const index of [0, 1, 2]) await changes.remove(index);
    const id = await changes.proposed(addNewcomer());
    const { userId, email } = account.owner;
    const self = { ...house.world.admin, userId };
    await expect(approve(id, self)).rejects.toEqual(refused('proposal.own'));
    const elsewhere = { ...house.world.admin, homeTenantId: newcomer.userId, email };
    await expect(approve(id, elsewhere)).rejects.toEqual(refused('proposal.own'));
  });

  /** People of the tenant as its operators, and as those of another whom only their address tells. */
  const bothWays = ({ userId, email }: TestPerson) => [
    { ...house.world.admin, userId },
    { ...house.world.admin, homeTenantId: account.id, email },
  ];

  test('an operator who gains, or who manages the organization, does not confirm', async () => {
    for (const index of [0, 1, 2]) await changes.remove(index);
    const manager = await house.world.addMember(account.organizationId, 'ADMIN');
    const id = await changes.proposed(addNewcomer());
    for (const by of [...bothWays(newcomer), ...bothWays(manager)]) {
      await expect(approve(id, by)).rejects.toEqual(refused('business.own_power'));
      expect(await refusalFor(by, id)).toBe('business.own_power');
    }
    expect(await refusalFor(house.world.admin, id)).toBeUndefined();
    expect(await changes.proposal(id)).toMatchObject({ status: 'WAITING' });
    await approve(id);
    expect(await changes.signers()).toEqual([newcomer.userId]);
  });

  test('whoever is left alone does not confirm their own weight: an operator does, another than they', async () => {
    for (const index of [0, 1]) await changes.remove(index);
    const [last] = (await changes.seen()).signatories;
    const raised = { signatoryId: last!.id, role: last!.role, weight: 9 };
    const id = await changes.proposed(changes.alter(raised));
    expect(await changes.proposal(id)).toMatchObject({ decider: 'OPERATOR' });
    await expect(changes.decide(confirmChange, byIndex(2), id)).rejects.toEqual(
      refused('proposal.for_operators'),
    );
    for (const by of bothWays(account.people[2]!)) {
      await expect(approve(id, by)).rejects.toEqual(refused('business.own_power'));
    }
    await approve(id);
    expect((await changes.seen()).signatories).toMatchObject([{ weight: 9 }]);
  });
});
