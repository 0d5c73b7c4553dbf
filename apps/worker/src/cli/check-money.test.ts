import { inTransaction, withTenant } from '@freehold/core-db';
import { openSystemWallets, systemWalletId } from '@freehold/core-services/money/system-wallets';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import { openTestCli } from './cli.testing.ts';

vi.setConfig({ testTimeout: 60_000 });

let setup: WorkerTest;
let cli: ReturnType<typeof openTestCli>;
beforeAll(async () => {
  setup = await openWorkerTest();
  cli = openTestCli(setup);
});
afterAll(async () => {
  cli.close();
  await setup.closeAll();
});

test('money is checked of every tenant, and the first row that breaks a rule is named', async () => {
  const [sound, broken] = [
    setup.contextOf(await setup.makeTenant({ slug: 'sound-net' })),
    setup.contextOf(await setup.makeTenant({ slug: 'broken-net' })),
  ];
  for (const ctx of [sound, broken]) {
    await withTenant(ctx.tenant.id, () =>
      inTransaction(ctx.db, (tx) => openSystemWallets(tx, ctx)),
    );
  }
  const intact = await cli.run('money', ['check']);
  expect(intact).toMatchObject({ code: 0, err: '' });
  expect(intact.out).toContain(
    'sound-net: the sum of all balances is what was issued, 38 looked at',
  );

  const fees = systemWalletId(broken.tenant.id, 'FEES:3');
  await setup.tamper(`UPDATE "Wallet" SET "cachedBalance" = 5 WHERE "id" = $1`, [fees]);
  const found = await cli.run('money', ['check']);
  expect(found.code).toBe(1);
  expect(found.out).toContain(
    `broken-net: BROKEN, wallets: Wallet ${fees}: its balance is 5, its entries come to 0\n`,
  );
  expect(found.out).not.toContain('sound-net: BROKEN');
  expect(await cli.run('money', ['check', 'sound-net'])).toMatchObject({ code: 0 });
});

test.each([
  [[], 2, /npm run money -- <command>/u],
  [['check', 'nowhere'], 2, /There is no tenant "nowhere"/u],
  [['check', 'a', 'b'], 2, /npm run money -- check \[tenant\]/u],
  [['verify'], 2, /There is no command "verify"/u],
])('%j is answered with a sentence', async (args, code, text) => {
  const answer = await cli.run('money', args);
  expect(answer.code).toBe(code);
  expect(answer.out + answer.err).toMatch(text);
});
