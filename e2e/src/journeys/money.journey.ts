import type { Page } from '@playwright/test';
import { findDemoPerson } from '../demo.ts';
import { expect, test } from '../office.ts';
import { givePassword, openPortal } from '../portal.ts';

const amara = { ...findDemoPerson('amara.okafor@people.example'), name: 'Amara Okafor' };
const lea = { ...findDemoPerson('lea.marchand@people.example'), name: 'Léa Marchand' };
const ingrid = { email: 'ingrid.solberg@people.example', name: 'Ingrid Solberg' };

async function enter(page: Page, person: typeof amara): Promise<void> {
  await givePassword(page, 'mainnet', person);
  await expect(page.getByRole('heading', { level: 1, name: /^Hello/u })).toBeVisible();
}

async function checkName(page: Page, email: string, name: string): Promise<void> {
  await page.getByLabel('E-mail, phone number or wallet number').fill(email);
  await page.getByLabel('Their name').fill(name);
  await page.getByRole('button', { name: 'Check the name' }).click();
}

/** The first answer is lost on its way back, though the service has done what was asked. */
async function loseFirstAnswer(page: Page, procedure: string): Promise<() => number> {
  let asked = 0;
  await page.route(
    (url) => url.pathname.endsWith(`/trpc/${procedure}`),
    async (route) => {
      asked += 1;
      if (asked > 1) return route.continue();
      await route.fetch();
      return route.abort();
    },
  );
  return () => asked;
}

test('money reaches somebody once though the answer was lost, and a business transfer goes when it is approved', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const other = await openPortal(browser);
  const mark = `boat ${Date.now()}`;

  await test.step('a payee whose name does not fit is not told, one whose name fits is', async () => {
    await enter(page, amara);
    await enter(other, lea);
    await other.goto('/mainnet/wallet');
    await page.goto('/mainnet/wallet');
    await page.getByRole('link', { name: 'Send money' }).click();
    await checkName(page, lea.email, 'Robert Maillard');
    const refusal = page.getByRole('alert').filter({ hasText: 'The name does not fit' });
    await expect(refusal).toBeVisible();
    await expect(refusal).not.toContainText(lea.name);
    await page.getByRole('button', { name: 'Give another address' }).click();
    await checkName(page, lea.email, lea.name);
    await expect(page.getByText('The name fits')).toBeVisible();
    await page.getByRole('button', { name: 'Continue' }).click();
  });

  await test.step('the answer is lost, and asking again sends nothing more', async () => {
    await page.getByLabel('Amount').fill('1,5');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('Digits and one point only', { exact: false })).toBeVisible();
    await page.getByLabel('Amount').fill('12.345');
    await page.getByLabel(/^Reference/u).fill(mark);
    await page.getByRole('button', { name: 'Continue' }).click();
    const asked = await loseFirstAnswer(page, 'money.send');
    await page.getByRole('button', { name: /^Send /u }).click();
    const unsure = page.getByRole('heading', { name: 'We do not know yet whether it was sent' });
    await expect(unsure).toBeVisible();
    await page.reload();
    await expect(unsure).toBeVisible();
    await page.getByRole('button', { name: 'Ask again' }).click();
    await expect(page.getByRole('heading', { name: 'It has arrived' })).toBeVisible();
    expect(asked()).toBe(2);
  });

  await test.step('both see it once, with all its digits', async () => {
    const received = other.getByRole('listitem').filter({ hasText: mark });
    await expect(received).toHaveCount(1);
    await expect(received).toContainText('+12.345');
    await page.getByRole('link', { name: 'History', exact: true }).click();
    const sent = page
      .getByRole('listitem')
      .filter({ hasText: mark })
      .filter({ hasText: '−12.345' });
    await expect(sent).toHaveCount(1);
    await page.getByLabel('What', { exact: true }).selectOption('Received');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/type=RECEIVED/u);
    await expect(sent).toHaveCount(0);
  });

  await test.step('a business transfer is asked for by one signatory', async () => {
    await page.goto('/mainnet/wallet/business');
    await page.getByRole('link', { name: 'Northwind running costs' }).click();
    await page.getByRole('link', { name: 'New transfer' }).click();
    await page.getByRole('button', { name: 'Add a receiver' }).click();
    await checkName(page, ingrid.email, ingrid.name);
    await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel(`To ${ingrid.name}`).fill('250');
    await page.getByLabel(/^Reference/u).fill(mark);
    await page.getByRole('button', { name: 'Ask for the transfer' }).click();
    await expect(page.getByText('Waits for approval')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  });

  await test.step('and approved by another, who was told', async () => {
    await other.goto('/mainnet/wallet/business');
    await other
      .getByRole('list', { name: 'Waits for you' })
      .getByRole('listitem')
      .filter({ hasText: amara.name })
      .filter({ hasText: '250' })
      .getByRole('link')
      .click();
    await expect(other.getByText(mark)).toBeVisible();
    await other.getByRole('button', { name: 'Approve' }).click();
    await other.getByRole('alertdialog').getByRole('button', { name: 'Approve' }).click();
    await expect(other.getByText('Arrived').first()).toBeVisible();
    await expect(page.getByText('Arrived').first()).toBeVisible();
    await expect(page.getByRole('list', { name: 'Approvals' })).toContainText(lea.name);
  });
  await other.context().close();
});
