import { expect, type Page } from '@playwright/test';
import type { Office } from './office.ts';
import type { Person } from './people.ts';

/** The English wizard as a person uses it, one act per step. */
export function openWizard(page: Page, office: Office, person: Person) {
  const next = (name = 'Continue') => page.getByRole('button', { name, exact: true }).click();
  const heading = (name: string) =>
    expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const code = page.getByLabel('Six-digit code');
  return {
    heading,
    async giveEmail() {
      await page.getByLabel('E-mail address', { exact: true }).fill(person.email);
      await next('Send me a code');
      await heading('Check your e-mail');
    },
    async proveEmail() {
      await code.fill(await office.waitForCode(person.email, 'email'));
      await heading('What is your name?');
    },
    async giveName() {
      await page.getByLabel('First name', { exact: true }).fill(person.firstName);
      await page.getByLabel('Last name', { exact: true }).fill(person.lastName);
      await page.getByRole('combobox', { name: 'Country you live in' }).fill(person.country);
      await page.getByRole('option', { name: person.country }).first().click();
      await next();
      await heading('When were you born?');
    },
    async giveBirth() {
      await page.getByLabel('Day', { exact: true }).fill(person.born.day);
      await page.getByLabel('Month', { exact: true }).selectOption(person.born.month);
      await page.getByLabel('Year', { exact: true }).fill(person.born.year);
      await page.getByRole('radio', { name: 'I would rather not say' }).click();
      await next();
      await heading('Choose a password');
    },
    async givePassword() {
      await page.getByLabel('Password', { exact: true }).fill(person.password);
      await next();
      await heading('What is your phone number?');
    },
    async givePhone() {
      await page.getByLabel('Phone number', { exact: true }).fill(person.phone);
      await next('Send me a code');
      await heading('Check your messages');
    },
    async provePhone() {
      await code.fill(await office.waitForCode(person.phoneNumber, 'phone'));
      await heading(`Thank you, ${person.firstName}`);
    },
  };
}

/** All seven steps, from the front page of a tenant to the finished application. */
export async function signUp(page: Page, office: Office, person: Person): Promise<void> {
  await page.goto(`/${office.tenant}`);
  await page.getByRole('link', { name: 'Open an account' }).first().click();
  const wizard = openWizard(page, office, person);
  await wizard.giveEmail();
  await wizard.proveEmail();
  await wizard.giveName();
  await wizard.giveBirth();
  await wizard.givePassword();
  await wizard.givePhone();
  await wizard.provePhone();
}

/** Into one's own account, from the sign-in page. */
export async function signIn(page: Page, tenant: string, person: Person): Promise<void> {
  await page.goto(`/${tenant}/sign-in`);
  await page.getByLabel('E-mail address', { exact: true }).fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: `Hello, ${person.firstName}` })).toBeVisible();
}
