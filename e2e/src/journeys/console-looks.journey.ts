import { openConsole } from '../console.ts';
import { expectGoodLooks } from '../looks.ts';
import { expect, test } from '../office.ts';

const screens = [
  ['', 'Overview'],
  ['registrations', 'Registrations'],
  ['approvals', 'Approvals'],
  ['users', 'Users'],
  ['ledger/blocks', 'Ledger'],
  ['ledger/commands', 'Ledger'],
  ['ledger/events', 'Ledger'],
  ['ledger/projectors', 'Ledger'],
  ['ledger/dead-letters', 'Ledger'],
  ['audit', 'Audit log'],
  ['messages', 'Messages'],
] as const;

test('every screen of the console is accessible and fits, light and dark, wide and narrow', async ({
  browser,
  mainnet,
}) => {
  test.setTimeout(300_000);
  const page = await openConsole(browser, mainnet);
  for (const [path, heading] of screens) {
    await test.step(path || 'overview', async () => {
      await page.goto(`/mainnet/${path}`);
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await expectGoodLooks(page, path);
    });
  }
  for (const list of ['approvals', 'users']) {
    await test.step(`one of the ${list}`, async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`/mainnet/${list}`);
      await page.getByRole('table').getByRole('link').first().click();
      await expect(page).toHaveURL(new RegExp(`/${list}/[0-9a-f-]{36}`, 'u'));
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await expectGoodLooks(page, `one of the ${list}`);
    });
  }
  await page.context().close();
});

test('the sign-in of the console is accessible and fits', async ({ browser }) => {
  const page = await openConsole(browser);
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expectGoodLooks(page, 'sign-in');
  await page.context().close();
});
