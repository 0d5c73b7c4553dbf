import type { Page } from '@playwright/test';
import { expect, test } from '../office.ts';
import { makePerson } from '../people.ts';
import { openWizard } from '../wizard.ts';

const maxTabs = 25;
// A radio group chooses while the key is down; no finger lets go sooner than this.
const keyPressMs = 80;

/** Presses Tab until what has the keyboard is named so; fails when it is never reached or not seen. */
async function tabTo(page: Page, role: 'link' | 'button' | 'textbox' | 'combobox', name: string) {
  const target = page.getByRole(role, { name, exact: true }).first();
  for (let tabs = 0; tabs < maxTabs; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element.matches(':focus-visible'))) return;
  }
  throw new Error(`no ${role} “${name}” within ${maxTabs} presses of Tab`);
}

test('the first steps of the wizard need no mouse', async ({ page, mainnet }) => {
  const person = makePerson('Ines', 'Duarte');
  const { keyboard } = page;
  const wizard = openWizard(page, mainnet, person);
  await page.goto('/mainnet');
  await wizard.heading('An account that is truly yours');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await tabTo(page, 'link', 'Open an account');
  await keyboard.press('Enter');
  await wizard.heading('What is your e-mail address?');

  await tabTo(page, 'textbox', 'E-mail address');
  await keyboard.type('nobody');
  await keyboard.press('Enter');
  await expect(
    page.getByText('This does not look like an e-mail address.', { exact: false }),
  ).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'E-mail address' })).toBeFocused();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type(person.email);
  await keyboard.press('Enter');

  await wizard.heading('Check your e-mail');
  await expect(page.getByLabel('Six-digit code')).toBeFocused();
  await keyboard.type(await mainnet.waitForCode(person.email, 'email'));

  await wizard.heading('What is your name?');
  await expect(page.getByLabel('First name')).toBeFocused();
  await keyboard.type(person.firstName);
  await keyboard.press('Tab');
  await keyboard.type(person.lastName);
  await keyboard.press('Tab');
  await keyboard.type('portu');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(page.getByRole('combobox')).toHaveValue('Portugal');
  await keyboard.press('Enter');

  await wizard.heading('When were you born?');
  await keyboard.type('30');
  await keyboard.press('Tab');
  await keyboard.type('J');
  await keyboard.press('Tab');
  await keyboard.type('1979');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await expect(page.getByRole('radio', { name: 'Female' })).toBeChecked();
  await keyboard.press('ArrowDown', { delay: keyPressMs });
  await expect(page.getByRole('radio', { name: 'Male', exact: true })).toBeChecked();
  await tabTo(page, 'button', 'Continue');
  await keyboard.press('Enter');
  await wizard.heading('Choose a password');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
});
