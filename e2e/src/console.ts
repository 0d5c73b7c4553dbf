import { expect, type Browser, type Page } from '@playwright/test';
import { findOperator } from './demo.ts';
import { systemUrls } from './env.ts';
import { listen, type Office } from './office.ts';
import type { Person } from './people.ts';

/** A window of the console: of an operator who is at work already, or of nobody. */
export async function openConsole(browser: Browser, office?: Office): Promise<Page> {
  const context = await browser.newContext({
    baseURL: systemUrls.console,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...(office ? { storageState: await office.request.storageState() } : {}),
  });
  const page = await context.newPage();
  listen(page);
  return page;
}

/** Signs in by hand: tenant, address, password, and the code of the authenticator. */
export async function signInToConsole(page: Page, operatorEmail: string): Promise<void> {
  const { tenant, email, password, totp } = findOperator(operatorEmail);
  await page.goto('/sign-in');
  await page.getByLabel('Tenant').selectOption(tenant);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Code of six digits').fill(totp.generate());
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
}

/** Finds someone in the queue, reads the file and approves. */
export async function approve(page: Page, tenant: string, person: Person): Promise<void> {
  await page.goto(`/${tenant}/approvals?q=${encodeURIComponent(person.email)}`);
  await page.getByRole('link', { name: `${person.firstName} ${person.lastName}` }).click();
  await expect(page.getByText(person.phoneNumber).first()).toBeVisible();
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Reason').selectOption('IDENTITY_CONFIRMED');
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('The person was approved.')).toBeVisible();
}
