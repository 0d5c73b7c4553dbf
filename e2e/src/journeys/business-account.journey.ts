import type { Page } from '@playwright/test';
import { findDemoPerson } from '../demo.ts';
import { expect, test } from '../office.ts';
import { givePassword, openPortal } from '../portal.ts';
import { ask } from '../procedures.ts';

const amara = findDemoPerson('amara.okafor@people.example');
const lea = findDemoPerson('lea.marchand@people.example');
const kwame = 'Kwame Boateng';

async function enter(page: Page, person: typeof amara): Promise<void> {
  await givePassword(page, 'mainnet', person);
  await expect(page.getByRole('heading', { level: 1, name: /^Hello/u })).toBeVisible();
}

async function openSignatories(page: Page): Promise<void> {
  await page.goto('/mainnet/wallet/business');
  await page.getByRole('link', { name: 'Northwind running costs' }).click();
  await page.getByRole('link', { name: 'Signatories', exact: true }).click();
}

async function giveWeight(page: Page, weight: string): Promise<void> {
  await page.getByRole('button', { name: `Change ${kwame}` }).click();
  await page.getByRole('menuitem', { name: 'Change the signatory' }).click();
  await page.getByLabel('Weight of the signature').fill(weight);
  await page.getByLabel(/^Why/u).fill('He looks after the purchases');
  await page.getByRole('button', { name: 'Save' }).click();
}

test('a heavier signature waits for another signatory, a lighter one does not', async ({
  page,
  browser,
}) => {
  const other = await openPortal(browser);
  await enter(page, amara);
  await enter(other, lea);
  const waiting = (of: Page) => of.getByRole('list', { name: 'Changes to confirm' });
  const signatory = page.getByRole('listitem').filter({ hasText: kwame });

  await openSignatories(page);
  await giveWeight(page, '2');
  await expect(waiting(page)).toContainText('another signatory has to confirm it');
  await expect(waiting(page).getByRole('button', { name: /^Confirm/u })).toHaveCount(0);

  await other.goto('/mainnet/notifications');
  await other
    .getByRole('listitem')
    .filter({ hasText: 'A change of a business account waits for you' })
    .first()
    .getByRole('link', { name: 'Have a look' })
    .click();
  await expect(waiting(other)).toContainText('He looks after the purchases');
  const confirm = waiting(other).getByRole('button', { name: /^Confirm/u });
  await confirm.click();
  await expect(other.getByRole('alertdialog')).toBeVisible();
  await other.keyboard.press('Escape');
  await expect(confirm).toBeFocused();
  await other.keyboard.press('Enter');
  await other.getByRole('alertdialog').getByRole('button', { name: 'Confirm' }).click();
  await expect(other.getByText('The change is made.', { exact: true })).toBeVisible();
  await expect(waiting(other)).toHaveCount(0);

  await page.reload();
  await expect(signatory).toContainText('weight 2');
  await giveWeight(page, '1');
  await expect(page.getByText('The signatory is changed.', { exact: true })).toBeVisible();
  await expect(signatory).toContainText('weight 1');
  await other.context().close();
});

test('the browser leads back through the steps of sending, and nothing is lost', async ({
  page,
}) => {
  await enter(page, amara);
  await page.goto('/mainnet/wallet/send');
  const saved = page.getByRole('list', { name: 'Payees you have saved' });
  await saved.getByRole('button').first().click();
  await page.getByLabel('Amount').fill('2.5');
  await page.getByRole('button', { name: 'Continue' }).click();
  const review = page.getByRole('heading', { name: 'Everything right?' });
  await expect(review).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel('Amount')).toHaveValue('2.5');
  await page.goForward();
  await expect(review).toBeVisible();
  await page.goBack();
  // What was changed is asked about again before it is sent.
  await page.getByLabel('Amount').fill('3');
  await page.goForward();
  await expect(page.getByLabel('Amount')).toHaveValue('3');
  await page.goBack();
  await page.goBack();
  await expect(saved).toBeVisible();
  await page.goForward();
  await expect(page.getByLabel('Amount')).toHaveValue('3');
});

test('whoever searches among many payees and finds nobody searches on in the same field', async ({
  page,
}) => {
  await enter(page, findDemoPerson('kwame.boateng@people.example'));
  const self = { request: page.request, tenant: 'mainnet', audience: 'PORTAL' } as const;
  // One more than are shown at once; who is kept already stays.
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dina', 'Emil', 'Femi', 'Gita']) {
    const contact = { name, email: `${name}@people.example`.toLowerCase() };
    await ask(self, 'money.addContact', { ...contact, phone: null, note: null });
  }
  await page.goto('/mainnet/wallet/send');
  const field = page.getByRole('searchbox', { name: 'Search your payees and contacts' });
  const contacts = page.getByRole('list', { name: 'Your contacts' });
  await expect(contacts.getByRole('listitem')).toHaveCount(6);
  await field.fill('gita');
  await expect(contacts.getByRole('listitem')).toHaveCount(1);
  await field.fill('nobody of that name');
  await expect(page.getByText('Nobody you have saved')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await expect(contacts.getByRole('listitem')).toHaveCount(6);
  await expect(field).toBeFocused();
});
