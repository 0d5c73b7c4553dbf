import { InviteStaffInput, ListStaffInput } from '@freehold/core-contracts/people';
import type { UserRole } from '@freehold/core-contracts/enums';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestHouse } from '../accounts/people/people.testing.ts';
import { verifyPassword } from '../accounts/password/verify-password.ts';
import { TestConsole } from '../approvals/console.testing.ts';
import { readTestMessages } from '../testing/messages.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changeRole } from './change-role.ts';
import { inviteStaff } from './invite-staff.ts';
import { invitationTtlMs } from './invitation-link.ts';
import { listStaff } from './list-staff.ts';
import { readInvitation } from './read-invitation.ts';
import { resendInvitation } from './resend-invitation.ts';

const newPassword = 'nine brown otters paddle';
let world: TestConsole;
let house: TestHouse;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await TestHouse.in(world);
});

const refused = (code: string) => expect.objectContaining({ code });
const nobody = { kind: 'SERVICE', service: 'api' } as const;

function invite(role: UserRole = 'REVIEWER', email = 'nora@staff.test', by = house.admin) {
  const input = InviteStaffInput.parse({ email, firstName: 'Nora', lastName: 'New', role });
  return house.as(by, (ctx) => inviteStaff({ ctx, input }));
}

async function invited(): Promise<{ token: string; id: string }> {
  await invite();
  return lastInvitation();
}

async function lastInvitation() {
  return house.within(async () => {
    const message = (await readTestMessages(house.ctx(), { template: 'staffInvitation' })).at(-1);
    const pattern = new RegExp(
      `https://console.example/invitation#${house.tenant.slug}\\.([\\w-]{43})`,
      'u',
    );
    return { token: pattern.exec(message?.body ?? '')?.[1] ?? '', id: message?.entityId ?? '' };
  });
}

const list = (input = {}) =>
  house.as(house.admin, (ctx) => listStaff({ ctx, input: ListStaffInput.parse(input) }));
const accept = (token: string, clock?: () => Date) =>
  house.within(() =>
    acceptInvitation({ ctx: house.ctx(nobody, clock), input: { token, newPassword } }),
  );

describe('an invited operator', () => {
  test('has an account without a password, a link in the mail, and an audit row', async () => {
    await expect(invite()).resolves.toEqual({ state: 'DONE', version: 0 });
    const { token, id } = await lastInvitation();
    expect(token).toHaveLength(43);
    expect(await house.user(id)).toMatchObject({
      role: 'REVIEWER',
      passwordHash: null,
      emailVerified: false,
    });
    const { items } = await list();
    expect(items.find((one) => one.id === id)).toMatchObject({
      isInvited: true,
      hasSecondFactor: false,
      liveSessions: 0,
    });
    expect(JSON.stringify(items)).not.toMatch(/passwordHash|argon2id/u);
    expect(await house.audit(id)).toMatchObject([
      { action: 'staff.invite', changes: { role: 'REVIEWER' } },
    ]);
    expect(
      JSON.stringify(await house.audit(id), (_, v: unknown) =>
        typeof v === 'bigint' ? String(v) : v,
      ),
    ).not.toContain(token);
  });

  test('sees what they are invited to and sets their first password, once', async () => {
    const { token, id } = await invited();
    await expect(
      house.as(nobody, (ctx) => readInvitation({ ctx, input: { token } })),
    ).resolves.toEqual({
      email: 'nora@staff.test',
      firstName: 'Nora',
      role: 'REVIEWER',
      tenantName: 'Main network',
    });
    await accept(token);
    const user = await house.user(id);
    expect(user).toMatchObject({ emailVerified: true, passwordMinimum: 15 });
    expect(await verifyPassword(user.passwordHash, newPassword)).toMatchObject({ isMatch: true });
    expect((await house.audit(id)).at(-1)).toMatchObject({
      action: 'staff.acceptInvitation',
      actorId: id,
    });
    await expect(accept(token)).rejects.toEqual(refused('account.link_invalid'));
  });

  test('sets it once, whatever number try at the same time', async () => {
    const { token } = await invited();
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => accept(token)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('may not take a weak one', async () => {
    const { token } = await invited();
    const weak = house.within(() =>
      acceptInvitation({ ctx: house.ctx(nobody), input: { token, newPassword: 'short' } }),
    );
    await expect(weak).rejects.toEqual(refused('password.too_short'));
  });

  test('finds the link worth nothing after 72 hours, after another was sent, and once suspended', async () => {
    const { token, id } = await invited();
    expect(invitationTtlMs).toBe(72 * 3_600_000);
    const late = () => new Date(Date.now() + invitationTtlMs);
    await expect(accept(token, late)).rejects.toEqual(refused('account.link_invalid'));
    await house.as(house.admin, (ctx) => resendInvitation({ ctx, input: { userId: id } }));
    await expect(accept(token)).rejects.toEqual(refused('account.link_invalid'));
    const again = await lastInvitation();
    expect(again.token).not.toBe(token);
    await world.putStatus(house.tenant, id, 'SUSPENDED');
    await expect(accept(again.token)).rejects.toEqual(refused('account.link_invalid'));
    await world.putStatus(house.tenant, id, 'ACTIVE');
    await accept(again.token);
    await expect(
      house.as(house.admin, (ctx) => resendInvitation({ ctx, input: { userId: id } })),
    ).rejects.toEqual(refused('staff.not_invited'));
  });

  test('finds it worth nothing in another tenant', async () => {
    const { token } = await invited();
    const elsewhere = await TestHouse.in(world);
    await expect(
      elsewhere.as(nobody, (ctx) => readInvitation({ ctx, input: { token } })),
    ).rejects.toEqual(refused('account.link_invalid'));
    await expect(
      elsewhere.as(nobody, (ctx) => acceptInvitation({ ctx, input: { token, newPassword } })),
    ).rejects.toEqual(refused('account.link_invalid'));
  });

  test('is refused where the address has an account, deleted or not, and with a role above the inviter’s', async () => {
    await invite();
    await expect(invite()).rejects.toEqual(refused('staff.address_taken'));
    const { id } = await lastInvitation();
    await house.within(() =>
      house.db.user.updateMany({ where: { id }, data: { deletedAt: new Date() } }),
    );
    await expect(invite()).rejects.toEqual(refused('staff.address_taken'));
    await expect(invite('PLATFORM_OPERATOR', 'p@staff.test')).rejects.toEqual(
      refused('user.higher_role'),
    );
    const operator = { ...house.admin, role: 'PLATFORM_OPERATOR' } as const;
    await expect(invite('PLATFORM_OPERATOR', 'p@staff.test', operator)).rejects.toEqual(
      refused('staff.role_unfit'),
    );
  });
});

describe('a role', () => {
  const give = async (userId: string, role: UserRole, by = house.admin) => {
    const input = { ...(await house.seen(userId)), role };
    return house.as(by, (ctx) => changeRole({ ctx, input }));
  };

  test('changes with every session ended', async () => {
    const userId = await house.addActive();
    await expect(give(userId, 'REVIEWER')).resolves.toEqual({ state: 'DONE', version: 2 });
    expect(await house.sessions(userId)).toMatchObject([
      { isValid: false, endReason: 'ROLE_CHANGED' },
    ]);
    expect((await house.audit(userId)).at(-1)).toMatchObject({
      action: 'user.changeRole',
      changes: { role: { before: 'USER', after: 'REVIEWER' }, endedSessions: 1 },
    });
    await expect(give(userId, 'REVIEWER')).rejects.toEqual(refused('user.role_unchanged'));
  });

  test('above one’s own is not given, one’s own is not changed, the last administrator keeps theirs', async () => {
    const userId = await house.addActive();
    await expect(give(userId, 'PLATFORM_OPERATOR')).rejects.toEqual(refused('user.higher_role'));
    await expect(give(house.admin.userId, 'AUDITOR')).rejects.toEqual(refused('user.self'));
    const operator = { ...(await TestHouse.in(world)).admin, role: 'PLATFORM_OPERATOR' } as const;
    await expect(give(house.admin.userId, 'USER', operator)).rejects.toEqual(
      refused('staff.last_of_role'),
    );
  });

  test('is not given to whoever is frozen', async () => {
    const userId = await house.addActive();
    await world.putStatus(house.tenant, userId, 'FROZEN');
    await expect(give(userId, 'REVIEWER')).rejects.toEqual(refused('user.not_active'));
  });
});

test('the list holds this tenant’s operators, no people, no deleted ones', async () => {
  await house.addActive();
  const reviewer = await house.addStaff('REVIEWER', 'Rita Zed');
  const gone = await house.addStaff('AUDITOR', 'Gone Away');
  await house.within(() =>
    house.db.user.updateMany({ where: { id: gone.userId }, data: { deletedAt: new Date() } }),
  );
  const { items, total } = await list();
  expect(total).toBe(2);
  expect(items.map(({ role }) => role)).toEqual(['ADMIN', 'REVIEWER']);
  expect((await list({ role: ['REVIEWER', 'USER'] })).items.map(({ id }) => id)).toEqual([
    reviewer.userId,
  ]);
  expect((await list({ search: 'zed' })).total).toBe(1);
});
