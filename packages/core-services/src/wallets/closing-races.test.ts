import { createDatabase, type Database } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeOwnAccount } from '../accounts/people/close-own-account.ts';
import { deletePerson } from '../accounts/people/delete-person.ts';
import type { Actor } from '../context.ts';
import { newId, TestMoney } from '../money/money.testing.ts';
import { operator } from '../money/transfer-verbs.testing.ts';
import { deleteOrganization } from '../organizations/delete-organization.ts';

let money: TestMoney;
let watched: Database;
/** Attempts to lock wallets that the database undid. */
let undone = 0;
beforeAll(async () => {
  money = await TestMoney.open();
  watched = await createDatabase({
    url: money.platform.urls.appUrl,
    onOperation: ({ action, isError }) => {
      if (action === 'wallet.lock' && isError) undone += 1;
    },
  });
});
afterAll(async () => {
  await watched.close();
  await money.close();
});

const as = (actor: Actor) => money.as(actor, { db: watched.client });

const admin = () => ({ ...operator, role: 'ADMIN' as const });
const reason = 'No longer needed';

/** Another wallet of the same holder; the ids of both in the order in which they are locked. */
async function withSecond(
  first: string,
  holder: { userId: string } | { organizationId: string },
): Promise<[string, string]> {
  const second = newId();
  const kind = 'userId' in holder ? 'PERSONAL' : 'ORGANIZATION';
  await money.in(() =>
    money.db.wallet.create({ data: { ...holder, id: second, kind, name: 'Second wallet' } }),
  );
  return first < second ? [first, second] : [second, first];
}

/**
 * Runs `close`, which locks two wallets, while somebody sends from the second to the first as the
 * functions of money do: it holds the sender, and wants the key of the receiver.
 */
function closeAgainstTransfer<T>([first, second]: [string, string], close: () => Promise<T>) {
  return withConnection(money.platform.urls.ownerUrl, async (sender) => {
    await sender.query(`SET statement_timeout = '10s'`);
    await sender.query('BEGIN');
    await sender.query('SELECT FROM "Wallet" WHERE "id" = $1 FOR NO KEY UPDATE', [second]);
    undone = 0;
    const closing = close();
    closing.catch(() => undefined);
    // Looked at within the server: whoever closes looks for a deadlock once, a second after it began to wait.
    await sender.query(`DO $$ BEGIN
      WHILE NOT EXISTS (
        SELECT FROM pg_locks l WHERE NOT l.granted AND pg_backend_pid() = ANY (pg_blocking_pids(l.pid)))
      LOOP PERFORM pg_sleep(0.01); END LOOP;
    END $$`);
    // Whoever has waited longest finds the deadlock, and is undone.
    await sender.query('SELECT FROM "Wallet" WHERE "id" = $1 FOR KEY SHARE', [first]);
    await sender.query('COMMIT');
    const result = await closing;
    expect(undone).toBe(1);
    return result;
  });
}

const openWallets = (where: { userId: string } | { organizationId: string }) =>
  money.in(() => money.db.wallet.count({ where: { ...where, deletedAt: null } }));

test('an organization is deleted though a transfer between its wallets undid the first try', async () => {
  const { organizationId, walletId } = await money.addOrganization();
  const owner = await money.addPerson();
  await money.in(() =>
    money.db.membership.create({ data: { organizationId, userId: owner.userId, role: 'OWNER' } }),
  );
  const wallets = await withSecond(walletId, { organizationId });
  const input = { organizationId, version: 0, reason };
  await closeAgainstTransfer(wallets, () =>
    money.in(() => deleteOrganization({ ctx: as(owner.actor), input })),
  );
  expect(await openWallets({ organizationId })).toBe(0);
});

test('so is a person by an operator', async () => {
  const { userId, walletId } = await money.addPerson();
  const wallets = await withSecond(walletId, { userId });
  const input = { userId, version: 0, reason };
  const outcome = await closeAgainstTransfer(wallets, () =>
    money.in(() => deletePerson({ ctx: as(admin()), input })),
  );
  expect(outcome).toMatchObject({ state: 'DONE' });
  expect(await openWallets({ userId })).toBe(0);
});

test('and an account closes that its owner gives up', async () => {
  const { userId, walletId, actor } = await money.addPerson();
  const wallets = await withSecond(walletId, { userId });
  await closeAgainstTransfer(wallets, () =>
    money.in(() => closeOwnAccount({ ctx: as(actor), input: { reason } })),
  );
  expect(await openWallets({ userId })).toBe(0);
});
