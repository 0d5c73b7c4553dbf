import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvePerson, drain, openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import { openTestCli } from './cli.testing.ts';

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

test('a chain is carried out again, and a changed world state is named with exit code 1', async () => {
  const tenant = await setup.makeTenant();
  const ctx = setup.contextOf(tenant);
  const { userId } = await approvePerson(ctx);
  await drain(setup.submitter());
  const key = `identity/user/${userId}`;
  expect(await cli.run('ledger', ['recompute', tenant.slug])).toMatchObject({
    ...{ code: 0, out: `${tenant.slug}: the same again, 1 blocks\n` },
  });
  await withTenant(tenant.id, () =>
    ctx.db.ledgerState.updateMany({ where: { key }, data: { value: { countryCode: 'ZZ' } } }),
  );
  expect(await cli.run('ledger', ['recompute', tenant.slug])).toMatchObject({
    code: 1,
    out: `${tenant.slug}: DIFFERENT at block 0: world state of ${key} is not what was written\n`,
  });
  expect(await cli.run('ledger', ['recompute', 'a', 'b'])).toMatchObject({ code: 2 });
}, 60_000);
