import { randomUUID } from 'node:crypto';
import { ListBusinessAccountsInput } from '@freehold/core-contracts/business';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { removeMember } from '../organizations/members/remove-member.ts';
import { TestChanges } from './account-changes.testing.ts';
import { addSignatory } from './add-signatory.ts';
import { TestBusiness, type TestAccount } from './business.testing.ts';
import { changeSignatory } from './change-signatory.ts';
import { closeAccount } from './close-account.ts';
import { getAccount } from './get-account.ts';
import { listAccounts } from './list-accounts.ts';
import { listOwnAccounts } from './list-own-accounts.ts';
import { removeSignatory } from './remove-signatory.ts';
import { setRules } from './set-rules.ts';

let house: TestBusiness;
let account: TestAccount;

beforeAll(async () => {
  house = await TestBusiness.open();
});
afterAll(() => house.close());

const refused = (code: string) => expect.objectContaining({ code });
const get = (actor: Actor, businessAccountId: string) =>
  house.world.in(() => getAccount({ ctx: house.world.as(actor), input: { businessAccountId } }));
const own = (actor: Actor) =>
  house.world.in(() => listOwnAccounts({ ctx: house.world.as(actor), input: {} }));

beforeAll(async () => {
  account = await house.addAccount(
    {
      rules: [
        { fromAmount: '5000', minimumWeight: 3, minimumApprovers: 2, requiredRole: 'DIRECTOR' },
        { fromAmount: '0', minimumWeight: 1, minimumApprovers: 1 },
        { fromAmount: '250.5', minimumWeight: 2, minimumApprovers: 2 },
      ],
    },
    [2, 1, 1],
  );
});

test('an account has a wallet of its own, its list, and bands that leave no gap', async () => {
  const { detail, owner, organizationId, people } = account;
  expect(detail.rules.map(({ fromAmount, belowAmount }) => [fromAmount, belowAmount])).toEqual([
    ['0', '250.5'],
    ['250.5', '5000'],
    ['5000', null],
  ]);
  expect(detail).toMatchObject({ signatoryCount: 3, canManage: true, ownRole: null, version: 0 });
  expect(detail.rules.every(({ isReachable }) => isReachable)).toBe(true);
  const wallet = await house.wallet(detail.walletId);
  expect(wallet).toMatchObject({ kind: 'ORGANIZATION', organizationId });
  expect(await house.world.auditOf(detail.id)).toMatchObject([
    { action: 'businessAccount.open', actorId: owner.userId, organizationId },
  ]);
  expect(await house.world.notificationsOf(people[0]!.userId)).toMatchObject([
    { kind: 'business.signatoryAdded', entityId: detail.id },
  ]);
});

test('whoever has a part in it sees it; for everybody else there is none', async () => {
  const { organizationId, owner, people, id } = account;
  const admin = await house.world.addMember(organizationId, 'ADMIN');
  for (const { actor } of [owner, people[1]!, admin]) {
    expect(await get(actor, id)).toMatchObject({ id, canManage: actor === owner.actor });
    expect(await own(actor)).toMatchObject([{ id }]);
  }
  expect(await get(house.world.auditor, id)).toMatchObject({ canManage: false, ownRole: null });
  const member = await house.world.addMember(organizationId, 'MEMBER');
  const stranger = await house.world.addPerson();
  for (const { actor } of [member, stranger]) {
    await expect(get(actor, id)).rejects.toEqual(refused('entity.not_found'));
    expect(await own(actor)).toEqual([]);
  }
});

test('operators list all of them, by name and organization; nobody else does', async () => {
  const list = (actor: Actor, search?: string) =>
    house.world.in(() =>
      listAccounts({
        ctx: house.world.as(actor),
        input: ListBusinessAccountsInput.parse({ search, organizationId: account.organizationId }),
      }),
    );
  expect(await list(house.world.auditor, 'operat')).toMatchObject({
    items: [{ id: account.id, balance: '1000' }],
    total: 1,
  });
  expect(await list(house.world.auditor, 'nothing')).toMatchObject({ total: 0 });
  await expect(list(account.owner.actor)).rejects.toEqual(refused('entity.not_found'));
});

test('its bands begin at zero, each once, and can be met by those on the list', async () => {
  const rule = { fromAmount: '0', minimumWeight: 1, minimumApprovers: 1 };
  for (const rules of [[{ ...rule, fromAmount: '1' }], [rule, rule]]) {
    await expect(house.addAccount({ rules })).rejects.toThrow(/rules_/u);
  }
  for (const change of [
    { minimumApprovers: 3 },
    { minimumWeight: 3 },
    { requiredRole: 'CLERK' as const },
  ]) {
    await expect(house.addAccount({ rules: [{ ...rule, ...change }] })).rejects.toMatchObject({
      code: 'business.rule_unreachable',
      params: { fromAmount: '0' },
    });
  }
  await house.addAccount({
    rules: [{ ...rule, minimumApprovers: 3, isInitiatorCounted: true }],
  });
});

describe('its list', () => {
  const change = async <T extends object>(
    verb: (options: { ctx: ReturnType<TestBusiness['world']['as']>; input: T }) => Promise<unknown>,
    actor: Actor,
    input: Omit<T, 'businessAccountId' | 'version'>,
    version?: number,
  ) => {
    const seen = version ?? (await get(account.owner.actor, account.id)).version;
    const whole = { businessAccountId: account.id, version: seen, ...input } as unknown as T;
    return house.world.in(() => verb({ ctx: house.world.as(actor), input: whole }));
  };

  test('is changed by the owner alone, at the version that was seen', async () => {
    const { organizationId, owner, people, id } = account;
    const admin = await house.world.addMember(organizationId, 'ADMIN');
    const added = await house.world.addMember(organizationId, 'MEMBER', 'Nils New');
    const input = { userId: added.userId, role: 'CLERK', weight: 5 } as const;
    for (const { actor } of [admin, people[0]!]) {
      await expect(change(addSignatory, actor, input)).rejects.toEqual(
        refused('organization.role_missing'),
      );
    }
    await expect(change(addSignatory, house.world.admin, input)).rejects.toEqual(
      refused('organization.role_missing'),
    );
    const { version } = await get(owner.actor, id);
    const changes = new TestChanges(house, account);
    await changes.made(changes.add(input));
    await expect(change(addSignatory, owner.actor, input, version)).rejects.toEqual(
      refused('version.stale'),
    );
    await expect(change(addSignatory, owner.actor, input)).rejects.toEqual(
      refused('business.signatory_twice'),
    );
    const stranger = { ...input, userId: (await house.world.addPerson()).userId };
    await expect(change(addSignatory, owner.actor, stranger)).rejects.toEqual(
      refused('business.not_a_member'),
    );
    expect((await house.world.auditOf(id)).at(-1)).toMatchObject({
      action: 'businessAccount.addSignatory',
      changes: { userId: added.userId, weight: 5 },
    });
  });

  test('loses somebody at once, even where a band cannot be met without them, and takes them back', async () => {
    const { owner, people, id } = account;
    const { signatories } = await get(owner.actor, id);
    const director = signatories.find(({ role }) => role === 'DIRECTOR')!;
    const first = { signatoryId: director.id, role: 'DIRECTOR', weight: 1 } as const;
    await change(changeSignatory, owner.actor, first);
    expect(await house.world.notificationsOf(people[0]!.userId)).toMatchObject([
      { kind: 'business.signatoryAdded' },
      { kind: 'business.changeWaiting' },
      { kind: 'business.signatoryChanged' },
    ]);
    await change(removeSignatory, owner.actor, { signatoryId: director.id });
    const after = await get(owner.actor, id);
    expect(after.signatories.map(({ userId }) => userId)).not.toContain(people[0]!.userId);
    expect(after.rules.map(({ isReachable }) => isReachable)).toEqual([true, true, false]);
    await expect(get(people[0]!.actor, id)).rejects.toEqual(refused('entity.not_found'));
    const told = await house.world.notificationsOf(people[0]!.userId);
    expect(told.map(({ kind }) => kind)).toContain('business.signatoryRemoved');
    await expect(
      change(removeSignatory, owner.actor, { signatoryId: director.id }),
    ).rejects.toEqual(refused('entity.not_found'));
    const changes = new TestChanges(house, account);
    const back = { userId: people[0]!.userId, role: 'DIRECTOR', weight: 2 } as const;
    await changes.made(changes.add(back));
    expect(await get(people[0]!.actor, id)).toMatchObject({ ownRole: 'DIRECTOR' });
  });

  test('of another account is not changed through this one', async () => {
    const other = await house.addAccount();
    const signatoryId = other.detail.signatories[0]!.id;
    await expect(change(removeSignatory, account.owner.actor, { signatoryId })).rejects.toEqual(
      refused('entity.not_found'),
    );
  });

  test('and its bands are changed together with how long a transfer waits', async () => {
    const input = {
      approvalTtlHours: 5,
      rules: [
        {
          ...{ fromAmount: '0', minimumWeight: 1, minimumApprovers: 1 },
          ...{ requiredRole: null, isInitiatorCounted: true },
        },
      ],
    };
    const changes = new TestChanges(house, account);
    await changes.made(changes.setRules(input));
    const after = await get(account.owner.actor, account.id);
    expect(after).toMatchObject({ approvalTtlHours: 5, rules: [{ isInitiatorCounted: true }] });
    const [rule] = input.rules;
    const unreachable = { ...input, rules: [{ ...rule!, minimumApprovers: 50 }] };
    await expect(change(setRules, account.owner.actor, unreachable)).rejects.toEqual(
      refused('business.rule_unreachable'),
    );
  });
});

test('an empty account is closed for good by the owner; one with money is not', async () => {
  const close = async ({ owner, id }: TestAccount, by = owner.actor) => {
    const { version } = await get(owner.actor, id);
    const input = { businessAccountId: id, version, reason: 'No longer needed' };
    return house.world.in(() => closeAccount({ ctx: house.world.as(by), input }));
  };
  await expect(close(account)).rejects.toEqual(refused('business.has_money'));
  expect(await get(account.owner.actor, account.id)).toMatchObject({ status: 'ACTIVE' });
  const empty = await house.addAccount({}, [1, 1, 1], '0');
  await expect(close(empty, empty.people[0]!.actor)).rejects.toEqual(
    refused('organization.role_missing'),
  );
  await expect(close(empty)).resolves.toMatchObject({ status: 'CLOSED', version: 1 });
  expect((await house.wallet(empty.walletId)).deletedAt).not.toBeNull();
  await expect(close(empty)).rejects.toEqual(refused('business.account_closed'));
  await expect(house.ask(empty, empty.people[0]!.actor, account.walletId)).rejects.toEqual(
    refused('business.account_closed'),
  );
  expect((await house.world.auditOf(empty.id)).at(-1)).toMatchObject({
    ...{ action: 'businessAccount.close', reason: 'No longer needed' },
  });
});

test('somebody who left the organization sees nothing of its accounts and signs for none', async () => {
  const { organizationId, owner, people, id } = await house.addAccount();
  const leaver = people[1]!;
  const input = { organizationId, userId: leaver.userId };
  await house.world.in(() => removeMember({ ctx: house.world.as(owner.actor), input }));
  await expect(get(leaver.actor, id)).rejects.toEqual(refused('entity.not_found'));
  expect(await own(leaver.actor)).toEqual([]);
  const { signatories } = await get(owner.actor, id);
  expect(signatories.map(({ userId }) => userId)).not.toContain(leaver.userId);
  await expect(get(owner.actor, randomUUID())).rejects.toEqual(refused('entity.not_found'));
});
