import { randomUUID } from 'node:crypto';
import type { ChangeUserStatusInput } from '@freehold/core-contracts/people';
import { userTransitions } from '@freehold/core-contracts/user-status';
import { inTransaction } from '@freehold/core-db';
import { untilBlocked } from '@freehold/core-db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestConsole, type Operator } from '../../approvals/console.testing.ts';
import { requireActivePerson } from '../../organizations/require-person.ts';
import { readTestMessages } from '../../testing/messages.ts';
import { getUser } from '../get-user.ts';
import { listUsers } from '../list-users.ts';
import { changeStatus } from './change-status.ts';
import { closeOwnAccount } from './close-own-account.ts';
import { deletePerson } from './delete-person.ts';
import { endSessionsOf } from './end-sessions.ts';
import { TestHouse } from './people.testing.ts';
import { resetFactors } from './reset-factors.ts';
import { restorePerson } from './restore-person.ts';
import { sendResetLink } from './send-reset-link.ts';

let world: TestConsole;
let house: TestHouse;
let userId: string;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await TestHouse.in(world);
  userId = await house.addActive();
});

async function set(status: ChangeUserStatusInput['status'], by = house.admin, id = userId) {
  const input = { ...(await house.seen(id)), status };
  return house.as(by, (ctx) => changeStatus({ ctx, input }));
}

const closeOwn = () =>
  house.as({ kind: 'USER', userId, role: 'USER', name: 'Ada Lovelace' }, (ctx) =>
    closeOwnAccount({ ctx, input: { reason: 'I leave' } }),
  );

const refused = (code: string, kind?: string) =>
  expect.objectContaining(kind === undefined ? { code } : { code, kind });

describe('a status set by hand', () => {
  const byHand = ['user.freeze', 'user.unfreeze', 'user.suspend', 'user.resume', 'user.close'];
  const moves = userTransitions.filter(({ action }) => byHand.includes(action));
  const every = ['ACTIVE', 'FROZEN', 'SUSPENDED', 'CLOSED'] as const;
  const all = [...new Set(userTransitions.flatMap(({ from, to }) => [from, to]))];

  test.each(moves)(
    '$from becomes $to as $action, with reason, sessions ended, message, notice and event',
    async ({ from, to, action }) => {
      await world.putStatus(house.tenant, userId, from);
      const ended = from === 'ACTIVE' || to === 'CLOSED';
      await expect(set(to as ChangeUserStatusInput['status'])).resolves.toMatchObject({
        state: 'DONE',
      });
      const user = await house.user(userId);
      expect(user).toMatchObject({ status: to, isActive: to === 'ACTIVE' });
      expect(await house.sessions(userId)).toMatchObject([
        ended ? { isValid: false, endReason: 'STATUS_CHANGED' } : { isValid: true },
      ]);
      expect((await house.audit(userId)).at(-1)).toMatchObject({
        action,
        actorKind: 'OPERATOR',
        actorId: house.admin.userId,
        reason: 'Because of a test',
        changes: { status: { before: from, after: to } },
      });
      await house.within(async () => {
        const [message] = await readTestMessages(house.ctx(), { template: 'statusChanged' });
        expect(message).toMatchObject({ recipient: user.email, locale: 'en' });
        const told = await house.db.notification.findMany({ where: { userId } });
        expect(told).toMatchObject([
          { kind: 'account.statusChanged', parameters: { status: to, previousStatus: from } },
        ]);
        const event = {
          eventType: 'user.statusChanged',
          payload: { userId, previousStatus: from, status: to },
        };
        const events = await house.db.webhookEvent.findMany({
          where: { idempotencyKey: `user.statusChanged:${userId}:${user.version}` },
        });
        expect(events).toMatchObject([event]);
      });
    },
  );

  test('nothing else is possible by hand', async () => {
    for (const from of all) {
      for (const to of every) {
        if (moves.some((move) => move.from === from && move.to === to)) continue;
        await world.putStatus(house.tenant, userId, from);
        await expect(set(to)).rejects.toEqual(refused('user.transition_not_allowed', 'CONFLICT'));
      }
    }
  });

  test('why compliance froze somebody is not for them to read, in either language; why they were suspended is', async () => {
    await set('FROZEN');
    await house.within(() =>
      house.db.user.updateMany({ where: { id: userId }, data: { locale: 'fr' } }),
    );
    await set('ACTIVE');
    await set('FROZEN');
    await set('ACTIVE');
    await set('SUSPENDED');
    const bodies = await house.within(async () =>
      (await readTestMessages(house.ctx(), { template: 'statusChanged' })).map(({ body }) => body),
    );
    expect(bodies.map((body) => body.includes('Because of a test'))).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
    expect(bodies[0]).toContain('A check of your account is under way.');
    expect(bodies[2]).toContain('Votre compte est en cours de vérification.');
  });

  test('closing ends the review that was under way', async () => {
    const { userId: applicant, caseId } = await world.addPerson(house.tenant);
    await set('CLOSED', house.admin, applicant);
    const found = await world.readCase(house.tenant, applicant);
    expect(found.approvalCase).toMatchObject({ id: caseId, status: 'DENIED', version: 1 });
    expect(found.audit.map(({ action }) => action)).toEqual(['approval.deny', 'user.close']);
  });

  test('of two operators who saw the same, one gets through', async () => {
    const input = { ...(await house.seen(userId)), status: 'FROZEN' } as const;
    const both = await Promise.allSettled(
      [house.admin, await house.addStaff('ADMIN')].map((by) =>
        house.as(by, (ctx) => changeStatus({ ctx, input })),
      ),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const rejected = both.find(({ status }) => status === 'rejected');
    expect(rejected).toMatchObject({ reason: { code: 'version.stale' } });
  });
});

describe('who may do what to whom', () => {
  test('a treasurer freezes, unfreezes, suspends and resumes, but closes nobody', async () => {
    const treasurer = await house.addStaff('TREASURER');
    for (const status of ['FROZEN', 'ACTIVE', 'SUSPENDED', 'ACTIVE'] as const) {
      await expect(set(status, treasurer)).resolves.toMatchObject({ state: 'DONE' });
    }
    await expect(set('CLOSED', treasurer)).rejects.toEqual(
      refused('permission.missing', 'FORBIDDEN'),
    );
    expect((await house.user(userId)).status).toBe('ACTIVE');
  });

  type Act = (by: Operator, of: string) => Promise<unknown>;
  const acts: [string, Act][] = [
    ['freeze', (by, of) => set('FROZEN', by, of)],
    ['close', (by, of) => set('CLOSED', by, of)],
    [
      'delete',
      async (by, of) => {
        const input = await house.seen(of);
        return house.as(by, (ctx) => deletePerson({ ctx, input }));
      },
    ],
    [
      'resetFactors',
      async (by, of) => {
        const input = await house.seen(of);
        return house.as(by, (ctx) => resetFactors({ ctx, input }));
      },
    ],
    [
      'sendPasswordReset',
      async (by, of) => {
        const input = await house.seen(of);
        return house.as(by, (ctx) => sendResetLink({ ctx, input }));
      },
    ],
    [
      'endSessions',
      (by, of) =>
        house.as(by, (ctx) => endSessionsOf({ ctx, input: { userId: of, reason: 'Because' } })),
    ],
  ];

  test.each(acts)('%s: nobody acts on themselves, nor through another tenant', async (_, act) => {
    await expect(act(house.admin, house.admin.userId)).rejects.toEqual(
      refused('user.self', 'FORBIDDEN'),
    );
    const { email } = await house.user(userId);
    const elsewhere = await TestHouse.in(world);
    const outside: Operator = { ...elsewhere.admin, role: 'PLATFORM_OPERATOR', email };
    await expect(act(outside, userId)).rejects.toEqual(refused('user.self', 'FORBIDDEN'));
  });

  test.each(acts)(
    '%s: nobody acts on a higher role, and on a colleague only who manages staff',
    async (_, act) => {
      const platformOperator = await house.addStaff('PLATFORM_OPERATOR');
      await expect(act(house.admin, platformOperator.userId)).rejects.toEqual(
        refused('user.higher_role'),
      );
      const treasurer = await house.addStaff('TREASURER');
      await expect(act(treasurer, house.admin.userId)).rejects.toMatchObject({
        code: expect.stringMatching(/^(user\.higher_role|permission\.missing)$/u),
      });
      const auditor = await house.addStaff('AUDITOR');
      await expect(act(treasurer, auditor.userId)).rejects.toEqual(refused('permission.missing'));
    },
  );

  test('another tenant’s people are not there', async () => {
    const elsewhere = await TestHouse.in(world);
    const stranger = await elsewhere.addActive();
    const input = { userId: stranger, version: 1, reason: 'Because of a test' };
    const verbs = [changeStatus, deletePerson, restorePerson, resetFactors, sendResetLink] as const;
    for (const verb of verbs) {
      const attempt = house.as(house.admin, (ctx) =>
        verb({ ctx, input: { ...input, status: 'FROZEN' } }),
      );
      await expect(attempt).rejects.toEqual(refused('entity.not_found', 'NOT_FOUND'));
    }
    const ending = house.as(house.admin, (ctx) =>
      endSessionsOf({ ctx, input: { userId: stranger, reason: input.reason } }),
    );
    await expect(ending).rejects.toEqual(refused('entity.not_found', 'NOT_FOUND'));
    expect(await elsewhere.user(stranger)).toMatchObject({ status: 'ACTIVE', version: 1 });
  });

  test('the last administrator stays; one who was only invited is none; of two who remove one another one stays', async () => {
    const platformOperator = {
      ...(await TestHouse.in(world)).admin,
      role: 'PLATFORM_OPERATOR',
    } as const;
    await world.addStaff(house.tenant, 'ADMIN', 'Ivy Invited');
    for (const act of [
      () => set('FROZEN', platformOperator, house.admin.userId),
      () => set('CLOSED', platformOperator, house.admin.userId),
      async () => {
        const input = await house.seen(house.admin.userId);
        return house.as(platformOperator, (ctx) => deletePerson({ ctx, input }));
      },
    ]) {
      await expect(act()).rejects.toEqual(refused('staff.last_of_role', 'CONFLICT'));
    }
    const second = await house.addStaff('ADMIN');
    const both = await Promise.allSettled([
      set('SUSPENDED', house.admin, second.userId),
      set('SUSPENDED', second, house.admin.userId),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const left = await house.within(() =>
      house.db.user.count({
        where: { role: 'ADMIN', status: 'ACTIVE', passwordHash: { not: null } },
      }),
    );
    expect(left).toBe(1);
  });

  test('a reviewer who is suspended leaves their cases to others', async () => {
    const reviewer = await house.addStaff('REVIEWER');
    const { caseId } = await world.addPerson(house.tenant);
    await house.within(() =>
      house.db.approvalCase.updateMany({
        where: { id: caseId },
        data: { assigneeId: reviewer.userId },
      }),
    );
    await set('SUSPENDED', house.admin, reviewer.userId);
    const found = await house.within(() =>
      house.db.approvalCase.findFirstOrThrow({ where: { id: caseId } }),
    );
    expect(found).toMatchObject({ assigneeId: null, version: 1, status: 'OPEN' });
  });
});

describe('a deleted person', () => {
  const remove = async (id = userId) => {
    const input = await house.seen(id);
    return house.as(house.admin, (ctx) => deletePerson({ ctx, input }));
  };
  const restore = async (id = userId) => {
    const input = await house.seen(id);
    return house.as(house.admin, (ctx) => restorePerson({ ctx, input }));
  };
  const list = (isDeleted: boolean) =>
    house.as(house.admin, async (ctx) => {
      const input = {
        page: 1,
        limit: 100,
        isDeleted,
        sort: { field: 'createdAt', direction: 'asc' },
      } as const;
      return (await listUsers({ ctx, input })).items.map(({ id }) => id);
    });

  test('is signed out everywhere, left out of lists, told, and keeps address and number', async () => {
    const { email, phone } = await house.user(userId);
    await expect(remove()).resolves.toEqual({ state: 'DONE', version: 2 });
    expect(await house.sessions(userId)).toMatchObject([{ isValid: false, endReason: 'DELETED' }]);
    expect(await list(false)).not.toContain(userId);
    expect(await list(true)).toEqual([userId]);
    expect(await house.user(userId)).toMatchObject({
      email,
      phone,
      deletedBy: house.admin.userId,
      isActive: false,
    });
    await house.within(async () => {
      await expect(
        house.db.user.create({ data: { email, firstName: 'A', lastName: 'B' } }),
      ).rejects.toMatchObject({ code: 'P2002' });
      expect(await readTestMessages(house.ctx(), { template: 'accountDeleted' })).toMatchObject([
        { recipient: email },
      ]);
      expect(
        await house.db.webhookEvent.findMany({ where: { eventType: 'user.deleted' } }),
      ).toMatchObject([{ payload: { userId } }]);
    });
    expect((await house.audit(userId)).at(-1)).toMatchObject({
      action: 'user.delete',
      reason: 'Because of a test',
      changes: { endedSessions: 1, returnedCases: 0 },
    });
  });

  test('comes back as they were, and signs in anew', async () => {
    await set('SUSPENDED');
    await remove();
    await expect(restore()).resolves.toEqual({ state: 'DONE', version: 4 });
    expect(await house.user(userId)).toMatchObject({
      deletedAt: null,
      deletedBy: null,
      status: 'SUSPENDED',
    });
    expect(await house.sessions(userId)).toMatchObject([{ isValid: false }]);
    expect(await list(false)).toContain(userId);
    expect((await house.audit(userId)).at(-1)).toMatchObject({ action: 'user.restore' });
    await expect(restore()).rejects.toEqual(refused('user.not_deleted', 'CONFLICT'));
  });

  test('is acted on no further, but seen', async () => {
    await remove();
    await expect(set('FROZEN')).rejects.toEqual(refused('user.deleted', 'CONFLICT'));
    await expect(remove()).rejects.toEqual(refused('user.deleted', 'CONFLICT'));
    await house.as(house.admin, async (ctx) => {
      expect(await getUser({ ctx, input: { userId } })).toMatchObject({
        deletedAt: expect.any(Date),
      });
    });
  });

  test.each([
    ['a balance', { cachedBalance: '0.000000001' }],
    ['money on hold', { cachedBalance: '5', heldBalance: '5' }],
  ])('cannot be whoever has %s in a wallet', async (__, amounts) => {
    await house.within(() =>
      house.db.wallet.create({ data: { userId, name: 'Main', ...amounts }, select: { id: true } }),
    );
    await expect(remove()).rejects.toEqual(refused('user.wallet_not_empty', 'CONFLICT'));
  });

  test('cannot be whoever owns an organization', async () => {
    const organization = await house.within(() =>
      house.db.organization.create({
        data: { name: 'Acme', slug: `acme-${randomUUID()}`.slice(0, 30) },
        select: { id: true },
      }),
    );
    const join = (role: 'OWNER' | 'MEMBER') =>
      house.within(() =>
        house.db.membership.create({
          data: { organizationId: organization.id, userId, role },
          select: { id: true },
        }),
      );
    await join('OWNER');
    await expect(remove()).rejects.toMatchObject({
      code: 'organization.owner_cannot_leave',
      params: { organization: 'Acme' },
    });
  });

  test.each([
    ['deleted', () => remove()],
    ['closed by themselves', () => closeOwn()],
  ])('is not %s while an organization is handed to them', async (_, leave) => {
    const { id: organizationId } = await house.within(() =>
      house.db.organization.create({
        data: { name: 'Acme', slug: `acme-${randomUUID()}`.slice(0, 30) },
        select: { id: true },
      }),
    );
    const held = Promise.withResolvers<void>();
    const leaving = Promise.withResolvers<void>();
    const handing = house.within(() =>
      inTransaction(house.db, async (tx) => {
        await requireActivePerson(tx, house.ctx(), userId);
        await tx.membership.create({
          data: { organizationId, userId, role: 'OWNER' },
          select: { id: true },
        });
        held.resolve();
        await leaving.promise;
      }),
    );
    await held.promise;
    const left = Promise.allSettled([leave()]);
    await untilBlocked(world.platform.urls.ownerUrl);
    leaving.resolve();
    await handing;
    expect(await left).toMatchObject([
      { status: 'rejected', reason: { code: 'organization.owner_cannot_leave' } },
    ]);
    expect(await house.user(userId)).toMatchObject({ status: 'ACTIVE', deletedAt: null });
  });

  test('cannot be whom the ledger is just making active', async () => {
    await world.putStatus(house.tenant, userId, 'APPROVED_PENDING_ONCHAIN');
    await expect(remove()).rejects.toEqual(refused('user.activation_pending', 'CONFLICT'));
  });
});

describe('beside the status', () => {
  test('an operator ends one session of a person, or all, and never one of somebody else', async () => {
    const other = await house.addActive();
    const [theirs] = await house.sessions(other);
    const end = (input: { userId: string; sessionId?: string }) =>
      house.as(house.admin, (ctx) =>
        endSessionsOf({ ctx, input: { ...input, reason: 'Looks odd' } }),
      );
    await expect(end({ userId, sessionId: theirs!.id })).rejects.toEqual(
      refused('entity.not_found'),
    );
    expect(await house.sessions(other)).toMatchObject([{ isValid: true }]);
    await expect(end({ userId })).resolves.toEqual({ ended: 1 });
    expect(await house.sessions(userId)).toMatchObject([
      { isValid: false, endReason: 'ENDED_BY_OPERATOR' },
    ]);
    expect((await house.audit(userId)).at(-1)).toMatchObject({
      action: 'user.endSessions',
      reason: 'Looks odd',
    });
    const rows = (await house.audit(userId)).length;
    await expect(end({ userId })).resolves.toEqual({ ended: 0 });
    expect(await house.audit(userId)).toHaveLength(rows);
  });

  test('lost factors are taken away, sessions end, a password good only beside them is withdrawn and a link sent', async () => {
    await house.within(async () => {
      await house.db.authenticator.create({
        data: { userId, secretCiphertext: Buffer.from('x'), confirmedAt: new Date() },
        select: { id: true },
      });
      await house.db.recoveryCode.create({
        data: { userId, codeDigest: Buffer.alloc(32) },
        select: { id: true },
      });
      await house.db.user.updateMany({ where: { id: userId }, data: { passwordMinimum: 8 } });
    });
    const input = await house.seen(userId);
    await expect(
      house.as(house.admin, (ctx) => resetFactors({ ctx, input })),
    ).resolves.toMatchObject({ state: 'DONE' });
    expect(await house.user(userId)).toMatchObject({ passwordHash: null });
    expect(await house.sessions(userId)).toMatchObject([
      { isValid: false, endReason: 'FACTORS_CHANGED' },
    ]);
    await house.within(async () => {
      expect(await house.db.authenticator.count({ where: { userId } })).toBe(0);
      expect(await house.db.recoveryCode.count({ where: { userId } })).toBe(0);
      const templates = (await readTestMessages(house.ctx())).map(({ template }) => template);
      expect(templates).toEqual(expect.arrayContaining(['factorRemoved', 'passwordReset']));
    });
    expect((await house.audit(userId)).at(-1)).toMatchObject({
      action: 'user.resetFactors',
      changes: { authenticators: 1, isPasswordWithdrawn: true },
    });
  });

  test('a person closes their own account once its wallets are empty; nobody else’s', async () => {
    const wallet = await house.within(() =>
      house.db.wallet.create({
        data: { userId, name: 'Main', cachedBalance: '1' },
        select: { id: true },
      }),
    );
    const person = { kind: 'USER', userId, role: 'USER', name: 'Ada Lovelace' } as const;
    const close = () =>
      house.as(person, (ctx) => closeOwnAccount({ ctx, input: { reason: 'I leave' } }));
    await expect(close()).rejects.toEqual(refused('user.wallet_not_empty'));
    await house.within(() =>
      house.db.wallet.updateMany({ where: { id: wallet.id }, data: { cachedBalance: 0 } }),
    );
    await close();
    expect(await house.user(userId)).toMatchObject({ status: 'CLOSED' });
    expect((await house.audit(userId)).at(-1)).toMatchObject({
      action: 'user.close',
      actorKind: 'USER',
      actorId: userId,
    });
    await expect(close()).rejects.toEqual(refused('user.transition_not_allowed'));
  });
});
