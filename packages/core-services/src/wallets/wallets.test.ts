import type { MembershipRole } from '@freehold/core-contracts/enums';
import type { ApiScope } from '@freehold/core-contracts/permissions';
import { ListWalletsInput } from '@freehold/core-contracts/wallets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Actor } from '../context.ts';
import { newId, TestMoney } from '../money/money.testing.ts';
import { getUsableWallet } from './get-usable-wallet.ts';
import { getWallet } from './get-wallet.ts';
import { listUsableWallets } from './list-usable-wallets.ts';
import { listWallets } from './list-wallets.ts';

let money: TestMoney;
let away: TestMoney;
let ada: Awaited<ReturnType<TestMoney['addPerson']>>;
let guild: Awaited<ReturnType<TestMoney['addOrganization']>>;

beforeAll(async () => {
  money = await TestMoney.open({ currencyCode: 'EUR' });
  away = await money.neighbour();
  ada = await money.addPerson('123456789012345678901234567.123456789', { name: 'Ada' });
  guild = await money.addOrganization('40');
  await away.addPerson('7', { name: 'Zebrafish' });
});
afterAll(() => money.close());

const refused = (code: string) => expect.objectContaining({ code });

async function addMember(role: MembershipRole) {
  const person = await money.addPerson();
  const { organizationId } = guild;
  await money.in(() =>
    money.db.membership.create({ data: { organizationId, userId: person.userId, role } }),
  );
  return person;
}

function usable(actor: Actor) {
  const ctx = money.as(actor);
  return money.in(() => listUsableWallets({ ctx }));
}

function key(scopes: readonly ApiScope[]): Actor {
  const { organizationId } = guild;
  return { kind: 'API_KEY', apiKeyId: newId(), organizationId, scopes, name: 'a key' };
}

function list(input: z.input<typeof ListWalletsInput>, of = money) {
  const ctx = of.as();
  return of.in(() => listWallets({ ctx, input: ListWalletsInput.parse(input) }));
}

describe('the wallets somebody may use', () => {
  test('are their own, to the last of 36 digits, without what is held', async () => {
    await money.in(() =>
      money.db.wallet.updateMany({
        where: { id: ada.walletId },
        data: { heldBalance: '0.000000001' },
      }),
    );
    expect(await usable(ada.actor)).toMatchObject([
      {
        id: ada.walletId,
        balance: '123456789012345678901234567.123456789',
        heldBalance: '0.000000001',
        availableBalance: '123456789012345678901234567.123456788',
        currencyCode: 'EUR',
        organization: null,
        businessAccountId: null,
      },
    ]);
  });

  test.each<[MembershipRole, boolean]>([
    ['OWNER', true],
    ['ADMIN', true],
    ['MEMBER', false],
  ])('and their organization’s: %s %s', async (role, isUsable) => {
    const { actor, walletId } = await addMember(role);
    const ids = (await usable(actor)).map(({ id }) => id);
    expect(ids).toEqual(isUsable ? [walletId, guild.walletId] : [walletId]);
    const ctx = money.as(actor);
    const input = { walletId: guild.walletId };
    const call = money.in(() => getUsableWallet({ ctx, input }));
    if (isUsable) await expect(call).resolves.toMatchObject({ balance: '40' });
    else await expect(call).rejects.toEqual(refused('entity.not_found'));
  });

  test('and those of the business accounts they sign for, as long as they do', async () => {
    const { actor, userId, walletId } = await addMember('MEMBER');
    const { organizationId, walletId: businessWalletId } = await money.addOrganization('9');
    await money.in(async () => {
      const { id: businessAccountId } = await money.db.businessAccount.create({
        data: { organizationId, walletId: businessWalletId, name: 'Till' },
        select: { id: true },
      });
      await money.db.businessSignatory.create({
        data: { businessAccountId, userId, role: 'CLERK' },
      });
    });
    const both = await usable(actor);
    expect(both.map(({ id }) => id)).toEqual([walletId, businessWalletId]);
    expect(both[1]?.businessAccountId).not.toBeNull();
    await money.in(() =>
      money.db.businessSignatory.updateMany({ where: { userId }, data: { isActive: false } }),
    );
    expect((await usable(actor)).map(({ id }) => id)).toEqual([walletId]);
  });

  test('of a key are its organization’s, with the scope for it', async () => {
    expect(await usable(key(['wallet.read']))).toMatchObject([{ id: guild.walletId }]);
    await expect(usable(key(['transfer.read']))).rejects.toEqual(refused('apiKey.scope_missing'));
  });

  test('are none of an organization that is gone', async () => {
    const { actor } = await addMember('ADMIN');
    const setDeleted = (deletedAt: Date | null) =>
      money.in(() =>
        money.db.organization.updateMany({
          where: { id: guild.organizationId },
          data: { deletedAt },
        }),
      );
    await setDeleted(new Date());
    expect(await usable(actor)).toHaveLength(1);
    await setDeleted(null);
    expect(await usable(actor)).toHaveLength(2);
  });
});

describe('the list of operators', () => {
  test('holds every wallet of the tenant with its holder, and none of another', async () => {
    const { items, total } = await list({ limit: 100 });
    expect(total).toBe(items.length);
    expect(items.find(({ id }) => id === ada.walletId)?.holder).toEqual({
      ...{ kind: 'USER', id: ada.userId },
      name: 'Ada Byron',
    });
    expect(items.find(({ id }) => id === guild.walletId)?.holder.kind).toBe('ORGANIZATION');
    expect(items.find(({ kind }) => kind === 'TREASURY')?.holder).toMatchObject({
      ...{ kind: 'SYSTEM', id: null },
      name: 'Treasury',
    });
    expect(JSON.stringify(items)).not.toContain('Zebrafish');
    expect((await list({ search: 'zebrafish' }, away)).total).toBe(1);
  });

  test.each<[string, () => z.input<typeof ListWalletsInput>]>([
    ['holder’s name', () => ({ search: 'ada byr', minimumBalance: '1' })],
    ['wallet’s id', () => ({ search: ada.walletId.toUpperCase() })],
    ['address', () => ({ search: `${ada.userId}@people.test` })],
    ['holder', () => ({ userId: ada.userId })],
  ])('finds by %s', async (_, input) => {
    expect((await list(input())).items.map(({ id }) => id)).toEqual([ada.walletId]);
  });

  test('is told apart by kind and sorted by what is on the wallet', async () => {
    const { items } = await list({
      kind: ['PERSONAL', 'TREASURY'],
      sort: { field: 'cachedBalance', direction: 'asc' },
    });
    expect(items[0]?.kind).toBe('TREASURY');
    expect(items.at(-1)?.id).toBe(ada.walletId);
    const organizations = await list({ kind: ['ORGANIZATION'] });
    expect(organizations.items.every(({ kind }) => kind === 'ORGANIZATION')).toBe(true);
  });

  test('opens a wallet with what its ledger has of it', async () => {
    const ctx = money.as();
    const detail = await money.in(() => getWallet({ ctx, input: { walletId: ada.walletId } }));
    expect(detail).toMatchObject({
      ...{ entryCount: 1n, isFrozen: false, isFrozenOnchain: false },
      ...{ freezeCommand: null, version: 0, frozenReason: null },
    });
    const foreign = away.as();
    await expect(
      away.in(() => getWallet({ ctx: foreign, input: { walletId: ada.walletId } })),
    ).rejects.toEqual(refused('entity.not_found'));
  });
});
