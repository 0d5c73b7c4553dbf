import { InviteStaffInput } from '@freehold/core-contracts/people';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeStatus } from '../accounts/people/change-status.ts';
import { deletePerson } from '../accounts/people/delete-person.ts';
import { erasePerson } from '../accounts/people/erase-person.ts';
import { TestHouse } from '../accounts/people/people.testing.ts';
import { resetFactors } from '../accounts/people/reset-factors.ts';
import { TestConsole, type Operator } from '../approvals/console.testing.ts';
import type { Actor, ServiceContext } from '../context.ts';
import { changeRole } from '../staff/change-role.ts';
import { inviteStaff } from '../staff/invite-staff.ts';
import { getSettings } from '../tenants/get-settings.ts';
import { updateSettings } from '../tenants/update-settings.ts';
import { readTestMessages } from '../testing/messages.ts';
import { approveProposal } from './approve-proposal.ts';
import { expireProposals } from './expire-proposals.ts';
import { getProposal } from './get-proposal.ts';
import { listProposals } from './list-proposals.ts';
import { rejectProposal } from './reject-proposal.ts';
import { withdrawProposal } from './withdraw-proposal.ts';

let world: TestConsole;
let house: TestHouse;
let second: Operator;
let userId: string;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await TestHouse.in(world, { isFourEyesRequired: true });
  second = await house.addStaff('ADMIN', 'Second Admin');
  userId = await house.addActive();
});

async function proposed(outcome: Promise<{ state: string; proposalId?: string }>): Promise<string> {
  const { state, proposalId } = await outcome;
  expect(state).toBe('PROPOSED');
  return proposalId ?? '';
}

async function proposeClose(by = house.admin, of = userId): Promise<string> {
  const input = { ...(await house.seen(of)), status: 'CLOSED' } as const;
  return proposed(house.as(by, (ctx) => changeStatus({ ctx, input })));
}

type Decision = (options: { ctx: ServiceContext; input: never }) => Promise<unknown>;
function decide(verb: Decision, proposalId: string, by: Actor = second, version = 0) {
  const input = { proposalId, version, reason: 'I looked as well' } as never;
  return house.as(by, (ctx) => verb({ ctx, input }));
}

const row = (id: string) =>
  house.within(() => house.db.proposal.findFirstOrThrow({ where: { id } }));
const refused = (code: string) => expect.objectContaining({ code });

describe('an irreversible act', () => {
  test('waits: nothing is done, whoever may decide is told, and the proposal is audited', async () => {
    const id = await proposeClose();
    expect((await house.user(userId)).status).toBe('ACTIVE');
    const proposal = await row(id);
    expect(proposal).toMatchObject({
      action: 'user.close',
      entityId: userId,
      entityName: 'Ada Lovelace',
      entityVersion: 1,
      status: 'WAITING',
      proposedByName: 'Staff ADMIN',
    });
    expect(proposal.expiresAt.getTime() - proposal.createdAt.getTime()).toBe(72 * 3_600_000);
    await house.within(async () => {
      const told = await house.db.notification.findMany({ where: { kind: 'proposal.waiting' } });
      expect(told.map((one) => one.userId)).toEqual([second.userId]);
      const [message, ...more] = await readTestMessages(house.ctx(), {
        template: 'proposalWaiting',
      });
      expect(more).toEqual([]);
      expect(message).toMatchObject({ recipient: second.email });
      expect(message?.body).toContain(`https://console.example/proposals/${id}`);
    });
    expect(await house.audit(id)).toMatchObject([
      { action: 'proposal.create', changes: { action: 'user.close', entityId: userId } },
    ]);
  });

  test('is carried out by whoever agrees, in one transaction, and the proposer is told', async () => {
    const id = await proposeClose();
    await expect(decide(approveProposal, id)).resolves.toEqual({ state: 'DONE', version: 2 });
    expect((await house.user(userId)).status).toBe('CLOSED');
    expect(await row(id)).toMatchObject({
      status: 'CARRIED_OUT',
      decidedById: second.userId,
      decidedByName: 'Second Admin',
      decisionReason: 'I looked as well',
    });
    expect((await house.audit(userId)).at(-1)).toMatchObject({
      action: 'user.close',
      actorId: second.userId,
      reason: 'Because of a test',
    });
    expect((await house.audit(id)).at(-1)).toMatchObject({ action: 'proposal.approve' });
    await house.within(async () => {
      const told = await house.db.notification.findMany({ where: { kind: 'proposal.decided' } });
      expect(told).toMatchObject([
        { userId: house.admin.userId, parameters: { status: 'CARRIED_OUT' } },
      ]);
    });
    await expect(decide(approveProposal, id, second, 1)).rejects.toEqual(
      refused('proposal.decided'),
    );
  });

  test('each of them is proposed, and freezing is not', async () => {
    const seen = await house.seen(userId);
    const invitation = InviteStaffInput.parse({
      email: 'new@staff.test',
      firstName: 'New',
      lastName: 'Colleague',
      role: 'REVIEWER',
    });
    const by = house.admin;
    const settings = await house.as(by, (ctx) => getSettings({ ctx }));
    await proposed(house.as(by, (ctx) => deletePerson({ ctx, input: seen })));
    await proposed(house.as(by, (ctx) => resetFactors({ ctx, input: seen })));
    await proposed(house.as(by, (ctx) => changeRole({ ctx, input: { ...seen, role: 'AUDITOR' } })));
    await proposed(house.as(by, (ctx) => inviteStaff({ ctx, input: invitation })));
    const input = {
      version: settings.version,
      name: 'Renamed',
      settings: { ...settings.settings, isFourEyesRequired: false },
      reason: 'Too slow',
    };
    await proposed(house.as(by, (ctx) => updateSettings({ ctx, input })));
    const { items } = await house.as(by, (ctx) =>
      listProposals({ ctx, input: { page: 1, limit: 25 } }),
    );
    expect(items.map(({ action }) => action).toSorted()).toEqual([
      ...['staff.invite', 'tenant.updateSettings', 'user.changeRole', 'user.delete'],
      'user.resetFactors',
    ]);
    expect(items.every(({ isOwn }) => isOwn)).toBe(true);
    for (const [who, isOwn, count] of [
      [by, true, 5],
      [by, false, 0],
      [second, true, 0],
      [second, false, 5],
    ] as const) {
      const input = { page: 1, limit: 25, isOwn };
      const { total } = await house.as(who, (ctx) => listProposals({ ctx, input }));
      expect(total).toBe(count);
    }
    for (const { id, action } of items) {
      // Deleting comes last: the others need the person.
      if (action === 'user.delete' || action === 'user.resetFactors') continue;
      await expect(decide(approveProposal, id)).resolves.toMatchObject({ state: 'DONE' });
    }
    await expect(
      house.as(by, async (ctx) =>
        changeStatus({ ctx, input: { ...(await house.seen(userId)), status: 'FROZEN' } }),
      ),
    ).resolves.toMatchObject({ state: 'DONE' });
    expect((await house.as(by, (ctx) => getSettings({ ctx }))).settings.isFourEyesRequired).toBe(
      false,
    );
  });

  test('of an erasure is carried out with everything that belongs to it', async () => {
    const seen = await house.seen(userId);
    const first = await proposed(
      house.as(house.admin, (ctx) => deletePerson({ ctx, input: seen })),
    );
    await decide(approveProposal, first);
    const again = await house.seen(userId);
    const id = await proposed(house.as(second, (ctx) => erasePerson({ ctx, input: again })));
    await expect(decide(approveProposal, id, house.admin)).resolves.toMatchObject({
      state: 'DONE',
    });
    expect((await house.user(userId)).erasedAt).not.toBeNull();
    expect(await row(id)).toMatchObject({ entityName: 'Erased person', input: {}, reason: '' });
  });

  test('that would be refused is refused when it is proposed', async () => {
    await expect(proposeClose(house.admin, house.admin.userId)).rejects.toEqual(
      refused('user.self'),
    );
    const stale = { userId, version: 0, reason: 'Because', status: 'CLOSED' } as const;
    await expect(
      house.as(house.admin, (ctx) => changeStatus({ ctx, input: stale })),
    ).rejects.toEqual(refused('version.stale'));
    expect(await house.within(() => house.db.proposal.count())).toBe(0);
  });
});

describe('whoever proposed', () => {
  test('never agrees, nor refuses', async () => {
    const id = await proposeClose();
    for (const verb of [approveProposal, rejectProposal]) {
      await expect(decide(verb, id, house.admin)).rejects.toEqual(refused('proposal.own'));
    }
    expect(await row(id)).toMatchObject({ status: 'WAITING', version: 0 });
  });

  test('never agrees through another tenant either', async () => {
    const id = await proposeClose();
    const elsewhere = (await TestHouse.in(world)).admin;
    const same: Operator = { ...elsewhere, role: 'PLATFORM_OPERATOR', email: house.admin.email! };
    await expect(decide(approveProposal, id, same)).rejects.toEqual(refused('proposal.own'));
    const other: Operator = { ...elsewhere, role: 'PLATFORM_OPERATOR' };
    await expect(decide(approveProposal, id, other)).resolves.toMatchObject({ state: 'DONE' });
    expect(await row(id)).toMatchObject({ decidedByTenantId: elsewhere.homeTenantId });
  });

  test('takes it back, and nobody else does', async () => {
    const id = await proposeClose();
    await expect(decide(withdrawProposal, id)).rejects.toEqual(refused('proposal.not_own'));
    await decide(withdrawProposal, id, house.admin);
    expect(await row(id)).toMatchObject({ status: 'WITHDRAWN' });
    await expect(decide(approveProposal, id, second, 1)).rejects.toEqual(
      refused('proposal.decided'),
    );
    expect((await house.user(userId)).status).toBe('ACTIVE');
  });
});

describe('a proposal', () => {
  test('is outdated once what it is about has moved: nothing is done', async () => {
    const id = await proposeClose();
    await house.within(() =>
      house.db.user.updateMany({ where: { id: userId }, data: { version: { increment: 1 } } }),
    );
    await expect(decide(approveProposal, id)).rejects.toMatchObject({
      kind: 'CONFLICT',
      code: 'proposal.outdated',
      params: { because: 'version.stale' },
    });
    expect(await row(id)).toMatchObject({ status: 'OUTDATED' });
    expect((await house.user(userId)).status).toBe('ACTIVE');
    expect((await house.audit(id)).at(-1)).toMatchObject({ action: 'proposal.outdate' });
  });

  test('waits on where whoever agrees may not do it', async () => {
    const third = await house.addStaff('ADMIN', 'Third Admin');
    const id = await proposeClose(house.admin, third.userId);
    await expect(decide(approveProposal, id, third)).rejects.toEqual(refused('user.self'));
    expect(await row(id)).toMatchObject({ status: 'WAITING' });
    const treasurer = await house.addStaff('TREASURER');
    await expect(decide(approveProposal, id, treasurer)).rejects.toEqual(
      refused('permission.missing'),
    );
    await expect(decide(approveProposal, id)).resolves.toMatchObject({ state: 'DONE' });
  });

  test('is refused with a reason; nothing is done', async () => {
    const id = await proposeClose();
    await decide(rejectProposal, id);
    expect(await row(id)).toMatchObject({ status: 'REJECTED', decisionReason: 'I looked as well' });
    expect((await house.user(userId)).status).toBe('ACTIVE');
  });

  test('ends after 72 hours, at once for whoever would agree and soon in the list', async () => {
    const id = await proposeClose();
    const late = () => new Date(Date.now() + 72 * 3_600_000);
    const agree = house.within(() =>
      approveProposal({
        ctx: house.ctx(second, late),
        input: { proposalId: id, version: 0, reason: 'Late' },
      }),
    );
    await expect(agree).rejects.toEqual(refused('proposal.expired'));
    const ctx = house.ctx({ kind: 'SYSTEM', name: 'clean-up' }, late);
    expect(await house.within(() => expireProposals({ ctx, limit: 10 }))).toBe(1);
    expect(await row(id)).toMatchObject({ status: 'EXPIRED', decidedByName: 'clean-up' });
    expect(await house.within(() => expireProposals({ ctx, limit: 10 }))).toBe(0);
  });

  test('is carried out once, whatever number agree at the same time', async () => {
    const id = await proposeClose();
    const others = await Promise.all(
      [1, 2, 3, 4].map((n) => house.addStaff('ADMIN', `Admin ${n}`)),
    );
    const settled = await Promise.allSettled(others.map((by) => decide(approveProposal, id, by)));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const closes = (await house.audit(userId)).filter(({ action }) => action === 'user.close');
    expect(closes).toHaveLength(1);
    expect(await row(id)).toMatchObject({ status: 'CARRIED_OUT', version: 1 });
  });

  test('is settled once where one agrees and another refuses at the same moment', async () => {
    const id = await proposeClose();
    const third = await house.addStaff('ADMIN', 'Third Admin');
    const both = await world.collide<unknown>(
      { sql: 'SELECT FROM "Proposal" WHERE "id" = $1 FOR UPDATE', values: [id] },
      [() => decide(approveProposal, id, second), () => decide(rejectProposal, id, third)],
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'version.stale' },
    });
    const { status } = await row(id);
    expect((await house.user(userId)).status).toBe(status === 'REJECTED' ? 'ACTIVE' : 'CLOSED');
  });

  test('of another tenant is not there', async () => {
    const id = await proposeClose();
    const elsewhere = await TestHouse.in(world);
    const input = { proposalId: id, version: 0, reason: 'I looked' } as never;
    const verbs: Decision[] = [approveProposal, rejectProposal, withdrawProposal];
    for (const verb of verbs) {
      await expect(elsewhere.as(elsewhere.admin, (ctx) => verb({ ctx, input }))).rejects.toEqual(
        refused('entity.not_found'),
      );
    }
    await expect(
      elsewhere.as(elsewhere.admin, (ctx) => getProposal({ ctx, input: { proposalId: id } })),
    ).rejects.toEqual(refused('entity.not_found'));
  });

  test('shows what would change, and nothing twice', async () => {
    const seen = await house.seen(userId);
    const id = await proposed(
      house.as(house.admin, (ctx) => changeRole({ ctx, input: { ...seen, role: 'AUDITOR' } })),
    );
    const view = await house.as(second, (ctx) => getProposal({ ctx, input: { proposalId: id } }));
    expect(view).toMatchObject({ isOwn: false, changes: [{ field: 'role', value: 'AUDITOR' }] });
    expect(Object.keys(view)).not.toContain('proposedByDigest');
  });
});
