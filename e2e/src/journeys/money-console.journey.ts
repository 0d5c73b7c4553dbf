import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { confirmAct, openConsole, signInToConsole } from '../console.ts';
import { expect, test } from '../office.ts';

const treasurer = 'treasurer@mainnet.example';
const admin = 'admin@mainnet.example';

const notice = (page: Page, text: string | RegExp) => page.getByText(text).first();

test('a treasurer issues money, and it exists when a second person has agreed', async ({
  browser,
  mainnet,
}) => {
  test.setTimeout(180_000);
  const first = await openConsole(browser);
  const second = await openConsole(browser, mainnet);
  const reference = `Opening of the loan pool ${Date.now()}`;

  await test.step('the treasurer proposes it', async () => {
    await signInToConsole(first, treasurer);
    await first.goto('/mainnet/treasury');
    await first.getByRole('button', { name: 'Issue money' }).click();
    await first.getByRole('button', { name: 'Add the loan pool' }).click();
    await first.getByLabel('Loan pool', { exact: true }).fill('12500.5');
    await first.getByLabel('Reference').fill(reference);
    const reason = 'Loans of the next quarter.';
    await confirmAct(first, { button: 'Propose the issue', reason, operator: treasurer });
    await expect(notice(first, 'Proposed: a second operator decides')).toBeVisible();
    await expect(first.getByText(reference)).toHaveCount(0);
  });

  await test.step('somebody else approves', async () => {
    await second.goto('/mainnet/treasury');
    await second.getByRole('link', { name: 'Show the proposal' }).first().click();
    await expect(second.getByRole('dialog').getByText('Loans of the next quarter.')).toBeVisible();
    await second.getByRole('button', { name: 'Approve', exact: true }).click();
    const reason = 'As agreed in the board.';
    await confirmAct(second, { button: 'Approve', reason, operator: admin });
    await expect(notice(second, 'Approved and carried out')).toBeVisible();
  });

  await test.step('the ledger confirms it, and the treasury shows it', async () => {
    await first.goto('/mainnet/treasury');
    const issue = first.getByRole('row').filter({ hasText: reference });
    await expect(issue.getByText('Confirmed')).toBeVisible({ timeout: 45_000 });
    await expect(issue.getByText(/12,500\.5/u)).toBeVisible();
  });
  await first.context().close();
  await second.context().close();
});

test('an operator freezes a wallet, lets it go again, and decides on a transfer that waits', async ({
  browser,
  mainnet,
}) => {
  test.setTimeout(180_000);
  const page = await openConsole(browser, mainnet);
  const act = async (item: string, button: string, reason: string) => {
    await page.getByRole('button', { name: 'Act on this wallet' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await confirmAct(page, { button, reason, operator: admin });
  };

  await test.step('the wallet is frozen at once and released by the ledger', async () => {
    await page.goto('/mainnet/wallets?kind=PERSONAL');
    const open = page.getByRole('row').filter({ hasText: 'Open' }).first();
    await open.getByRole('link').first().click();
    await expect(page.getByRole('button', { name: 'Act on this wallet' })).toBeVisible();
    await act('Freeze', 'Freeze the wallet', 'Reported as stolen.');
    await expect(page.getByText('This wallet is frozen')).toBeVisible();
    // The ledger's word is a new version of the wallet: what was read before it is refused.
    await expect(page.getByText('The ledger has not confirmed it yet')).toHaveCount(0);
    await act('Release', 'Release the wallet', 'It was a mistake.');
    await expect(page.getByText('Open', { exact: true })).toBeVisible({ timeout: 45_000 });
  });

  await test.step('a transfer that waits is declined, and nothing has moved', async () => {
    // An answer that takes its time: the grey rows before it are no rows to click.
    await page.route(/transfers\.listWaiting/u, async (route) => {
      await setTimeout(1000);
      await route.continue();
    });
    await page.goto('/mainnet/waiting-transfers');
    await page.getByRole('table').getByRole('row').nth(1).getByRole('cell').nth(3).click();
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByText('What was noticed')).toBeVisible();
    await sheet.getByRole('button', { name: 'Decline' }).click();
    const reason = 'The sender did not know of it.';
    await confirmAct(page, { button: 'Decline the transfer', reason, operator: admin });
    await expect(notice(page, 'The transfer is declined')).toBeVisible();
    await sheet.getByRole('link', { name: 'Open the transfer' }).click();
    await expect(page.getByText('Nothing has moved.')).toBeVisible();
  });
  await page.context().close();
});
