import { randomUUID } from 'node:crypto';
import type { ChangeUserStatusInput } from '@freehold/core-contracts/people';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TestConsole } from '../../approvals/console.testing.ts';
import { changeStatus } from './change-status.ts';
import { deletePerson } from './delete-person.ts';
import { TestHouse } from './people.testing.ts';
import { restorePerson } from './restore-person.ts';

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

async function set(status: ChangeUserStatusInput['status'], of = house) {
  const input = { ...(await of.seen(userId)), status };
  return of.as(of.admin, (ctx) => changeStatus({ ctx, input }));
}

const refused = (code: string) => expect.objectContaining({ kind: 'CONFLICT', code });

test('nobody is closed by an operator with money that nobody could move afterwards', async () => {
  const { id } = await house.within(() =>
    house.db.wallet.create({ data: { userId, name: 'Main', cachedBalance: '1' } }),
  );
  const wallet = () => house.within(() => house.db.wallet.findFirstOrThrow({ where: { id } }));
  await expect(set('CLOSED')).rejects.toEqual(refused('user.wallet_not_empty'));
  await set('SUSPENDED');
  await expect(set('CLOSED')).rejects.toEqual(refused('user.wallet_not_empty'));
  expect(await wallet()).toMatchObject({ deletedAt: null });
  await house.within(() =>
    house.db.wallet.updateMany({ where: { id }, data: { cachedBalance: 0 } }),
  );
  await set('CLOSED');
  expect(await wallet()).toMatchObject({ deletedBy: house.admin.userId });
  for (const verb of [deletePerson, restorePerson]) {
    const input = await house.seen(userId);
    await house.as(house.admin, (ctx) => verb({ ctx, input }));
  }
  expect((await wallet()).deletedAt).not.toBeNull();
});

test('nor with a loan that is not decided, nor as the owner of an organization', async () => {
  const { id: loanId } = await house.within(async () => {
    const { id: walletId } = await house.db.wallet.create({ data: { userId, name: 'Main' } });
    const loan = { userId, walletId, amount: '5', termMonths: 3, purpose: '' };
    return house.db.loan.create({ data: { ...loan, status: 'APPLIED' } });
  });
  await expect(set('CLOSED')).rejects.toEqual(refused('user.money_pending'));
  await house.within(async () => {
    await house.db.loan.updateMany({ where: { id: loanId }, data: { status: 'REJECTED' } });
    const slug = `acme-${randomUUID()}`.slice(0, 30);
    const { id: organizationId } = await house.db.organization.create({
      data: { name: 'Acme', slug },
    });
    await house.db.membership.create({ data: { organizationId, userId, role: 'OWNER' } });
  });
  await expect(set('CLOSED')).rejects.toEqual(refused('organization.owner_cannot_leave'));
});

test('under four eyes it is not even proposed', async () => {
  const careful = await TestHouse.in(world, { isFourEyesRequired: true });
  userId = await careful.addActive();
  await careful.within(() =>
    careful.db.wallet.create({ data: { userId, name: 'Main', cachedBalance: '1' } }),
  );
  await expect(set('CLOSED', careful)).rejects.toEqual(refused('user.wallet_not_empty'));
});
