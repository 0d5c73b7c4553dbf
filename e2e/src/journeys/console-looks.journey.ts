import type { Page } from '@playwright/test';
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

const accountScreens = [
  ['organizations', 'Organizations'],
  ['api-keys', 'API keys'],
  ['webhooks', 'Webhooks'],
  ['operators', 'Operators'],
  ['proposals', 'Proposals'],
  ['proposals?show=all', 'Proposals'],
  ['settings', 'Settings'],
  ['security', 'Your security'],
] as const;

const moneyScreens = [
  ['wallets', 'Wallets'],
  ['transfers', 'Transfers'],
  ['waiting-transfers', 'Waiting transfers'],
  ['business-accounts', 'Business accounts'],
  ['loans', 'Loans'],
  ['limits', 'Limits'],
  ['treasury', 'Treasury'],
  ['treasury/tax', 'Treasury'],
  ['treasury/settings', 'Treasury'],
  ['ledger/records?show=system', 'Ledger'],
] as const;

const sides = ['sessions', 'devices', 'security', 'organizations', 'history', 'data'];

const fronts = [
  ['sign-in', 'Sign in'],
  ['forgot-password', 'Forgot your password?'],
  [`reset-password#mainnet.${'a'.repeat(43)}`, 'Choose a new password'],
  [`unlock#mainnet.${'a'.repeat(43)}`, 'Unlock your sign-in'],
  [`verify-email#mainnet.${'a'.repeat(43)}`, 'Confirm your e-mail address'],
  [`confirm-email#mainnet.${'a'.repeat(43)}`, 'Confirm your new address'],
  [`invitation#mainnet.${'a'.repeat(43)}`, 'Your invitation'],
  ['reset-password', 'This link is not whole'],
] as const;

async function expectScreens(page: Page, list: readonly (readonly [string, string])[]) {
  for (const [path, heading] of list) {
    await test.step(path || 'overview', async () => {
      await page.goto(`/mainnet/${path}`);
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await expectGoodLooks(page, path);
    });
  }
}

test('every screen of the console is accessible and fits, light and dark, wide and narrow', async ({
  browser,
  mainnet,
}) => {
  test.setTimeout(300_000);
  const page = await openConsole(browser, mainnet);
  await expectScreens(page, screens);
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

test('every screen around accounts is accessible and fits', async ({ browser, mainnet }) => {
  test.setTimeout(300_000);
  const page = await openConsole(browser, mainnet);
  await expectScreens(page, accountScreens);
  await page.context().close();
});

test('every screen of money is accessible and fits', async ({ browser, mainnet }) => {
  test.setTimeout(300_000);
  const page = await openConsole(browser, mainnet);
  await expectScreens(page, moneyScreens);
  for (const list of ['wallets?kind=PERSONAL', 'transfers?status=CONFIRMED']) {
    await test.step(`one of the ${list}`, async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`/mainnet/${list}`);
      await page.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await expect(page.getByRole('tabpanel').or(page.getByText('They add up to'))).toBeVisible();
      await expectGoodLooks(page, `one of the ${list}`);
    });
  }
  for (const list of ['business-accounts', 'loans', 'treasury/tax']) {
    await test.step(`one of the ${list}`, async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`/mainnet/${list}`);
      const first = page.getByRole('table').getByRole('row').nth(1);
      const of = await page.getByRole('heading', { level: 1 }).innerText();
      await first.getByRole('link').or(first.getByRole('button')).first().click();
      await expect(page).toHaveURL(/[0-9a-f-]{36}/u);
      const own = page.getByRole('heading', { level: 1 }).filter({ hasNotText: of });
      await expect(
        own.filter({ hasNotText: 'Loading' }).or(page.getByRole('dialog')),
      ).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await expectGoodLooks(page, `one of the ${list}`, { isLayer: list === 'loans' });
    });
  }
  await test.step('an overview whose money cannot be loaded', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.route(/treasury\.overview/u, (route) => route.abort());
    await page.goto('/mainnet');
    await expect(page.getByRole('alert').getByText('This could not be loaded')).toBeVisible();
    await expect(page.getByText('Sign-ups today')).toBeVisible();
    await expectGoodLooks(page, 'an overview without money');
    await page.unroute(/treasury\.overview/u);
  });
  await test.step('a command by hand', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/mainnet/ledger/commands');
    await page.getByRole('button', { name: 'Give a command' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('Command', { exact: true }).selectOption('SUBMIT_PROPOSAL');
    await expectGoodLooks(page, 'a command by hand', { isLayer: true });
  });
  await page.context().close();
});

test('every side of a person is accessible and fits', async ({ browser, mainnet }) => {
  test.setTimeout(300_000);
  const page = await openConsole(browser, mainnet);
  await page.goto('/mainnet/users?role=USER');
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByRole('tabpanel')).toBeVisible();
  for (const side of sides) {
    await test.step(`${side} of a person`, async () => {
      await page.goto(`${new URL(page.url()).pathname}?tab=${side}`);
      await expect(page.getByRole('tabpanel')).toBeVisible();
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await expectGoodLooks(page, `${side} of a person`);
    });
  }
  await page.context().close();
});

test('the dialogs of the console are accessible and fit', async ({ browser, mainnet }) => {
  test.setTimeout(180_000);
  const page = await openConsole(browser, mainnet);
  const openPerson = async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/mainnet/users?status=ACTIVE&role=USER');
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('button', { name: 'Act on this person' }).click();
  };
  await test.step('acts on a person', async () => {
    await openPerson();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectGoodLooks(page, 'acts on a person', { isLayer: true });
  });
  await test.step('freeze', async () => {
    await openPerson();
    await page.getByRole('menuitem', { name: 'Freeze' }).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await expectGoodLooks(page, 'freeze', { isLayer: true });
  });
  await test.step('replaying where nothing was set aside', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/mainnet/ledger/dead-letters');
    await page.getByRole('button', { name: 'Open ones' }).click();
    await page.getByRole('menuitem', { name: 'Replay all that fit' }).click();
    await expect(page.getByRole('button', { name: 'Replay 0 events' })).toBeDisabled();
    await expectGoodLooks(page, 'replaying nothing', { isLayer: true });
  });
  const openings = [
    ['operators', 'Invite an operator'],
    ['security', 'Add a passkey'],
    ['security', 'Make new codes'],
    ['security', 'Change'],
  ] as const;
  for (const [path, button] of openings) {
    await test.step(button, async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`/mainnet/${path}`);
      await page.getByRole('button', { name: button, exact: true }).click();
      await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeVisible();
      await expectGoodLooks(page, button, { isLayer: true });
    });
  }
  for (const button of [/^Notifications/u, 'Saved', 'View']) {
    await test.step(String(button), async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto('/mainnet/users');
      await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
      await page.getByRole('button', { name: button }).click();
      await expectGoodLooks(page, String(button), { isLayer: true });
    });
  }
  await test.step('the palette', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/mainnet/users');
    await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ma');
    await expect(page.getByRole('option').first()).toBeVisible();
    await expectGoodLooks(page, 'the palette', { isLayer: true });
  });
  await page.context().close();
});

test('every page in front of the sign-in is accessible and fits', async ({ browser }) => {
  const page = await openConsole(browser);
  for (const [path, heading] of fronts) {
    await test.step(path, async () => {
      await page.goto(`/${path}`);
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await expectGoodLooks(page, path);
      await page.goto('about:blank');
    });
  }
  await page.context().close();
});
