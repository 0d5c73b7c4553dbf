import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestBusiness, type TestAccount } from '../business/business.testing.ts';
import { deleteOrganization } from './delete-organization.ts';
import { removeDeletedOrganizations } from './remove-deleted-organizations.ts';
import { restoreOrganization } from './restore-organization.ts';

let house: TestBusiness;

beforeAll(async () => {
  house = await TestBusiness.open();
});
afterAll(() => house.close());

const refused = (code: string) => expect.objectContaining({ code });
const dayMs = 24 * 60 * 60_000;
const whole = { version: 0, reason: 'No longer needed' };

const remove = ({ organizationId, owner }: TestAccount) =>
  house.world.in(() =>
    deleteOrganization({
      ctx: house.world.as(owner.actor),
      input: { ...whole, organizationId },
    }),
  );

test('an organization with money in a wallet is not deleted, and its wallets stay open', async () => {
  const account = await house.addAccount({}, [1, 1, 1], '0.000000001');
  await expect(remove(account)).rejects.toEqual(refused('organization.has_money'));
  expect((await house.wallet(account.walletId)).deletedAt).toBeNull();
});

test('nor is one whose transfer waits, or to whom one is under way', async () => {
  const account = await house.addAccount();
  const empty = await house.addAccount({}, [1, 1, 1], '0');
  await house.ask(account, account.people[0]!.actor, empty.walletId, '1000');
  await expect(remove(empty)).rejects.toEqual(refused('organization.has_money'));
  await expect(remove(account)).rejects.toEqual(refused('organization.has_money'));
});

test('an empty one closes its wallets, which open again with it', async () => {
  const account = await house.addAccount({}, [1, 1, 1], '0');
  const payer = await house.addAccount();
  await remove(account);
  expect((await house.wallet(account.walletId)).deletedAt).not.toBeNull();
  await expect(house.ask(payer, payer.people[0]!.actor, account.walletId)).rejects.toEqual(
    refused('wallet.receiver_closed'),
  );
  const input = { ...whole, organizationId: account.organizationId, version: 1 };
  await house.world.in(() =>
    restoreOrganization({ ctx: house.world.as(house.world.admin), input }),
  );
  await house.ask(payer, payer.people[0]!.actor, account.walletId);
});

test('one that ever had a wallet is never removed for good', async () => {
  const account = await house.addAccount({}, [1, 1, 1], '0');
  await remove(account);
  const late = () => new Date(Date.now() + 91 * dayMs);
  const ctx = house.world.as({ kind: 'SYSTEM', name: 'clean-up' }, late);
  await house.world.in(() => removeDeletedOrganizations({ ctx, limit: 100 }));
  const row = await house.world.in(() =>
    house.db.organization.findFirst({ where: { id: account.organizationId } }),
  );
  expect(row).toMatchObject({ id: account.organizationId });
});
