import { OpenBusinessAccountInput } from '@freehold/core-contracts/business';
import type { Actor } from '../context.ts';
import type { LedgerLife } from '../ledger/projections/ledger-life.testing.ts';
import { openAccount } from './open-account.ts';

/** An account of a new organization that the ledger knows, with that balance; two of its three signatories are needed, the first is the owner. */
export async function openLedgerBusiness(life: LedgerLife, balance = '0') {
  const { organizationId } = await life.money.addOrganization();
  const people = await Promise.all([1, 2, 3].map(() => life.money.addPerson()));
  await life.money.in(() =>
    life.db.membership.createMany({
      data: people.map(({ userId }, index) => ({
        ...{ organizationId, userId },
        role: index === 0 ? 'OWNER' : 'MEMBER',
      })),
    }),
  );
  const input = OpenBusinessAccountInput.parse({
    ...{ organizationId, name: 'Operations' },
    signatories: people.map(({ userId }) => ({ userId, role: 'FINANCE' })),
    rules: [{ fromAmount: '0', minimumWeight: 2, minimumApprovers: 2 }],
  });
  const ctx = life.money.as(people[0]!.actor);
  const account = await life.money.in(() => openAccount({ ctx, input }));
  if (balance !== '0') await life.issue(account.walletId, balance);
  await life.run();
  const actors: Actor[] = people.map(({ actor }) => actor);
  return { organizationId, account, actors };
}
