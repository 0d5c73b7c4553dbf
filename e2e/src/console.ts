import { expect, type Browser, type Page } from '@playwright/test';
import { findOperator, type Operator } from './demo.ts';
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
  const operator = findOperator(operatorEmail);
  await givePassword(page, operator);
  await giveFactor(page, operator);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
}

/** First step of the sign-in. */
export async function givePassword(
  page: Page,
  { tenant, email, password }: Pick<Operator, 'tenant' | 'email' | 'password'>,
): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Tenant').selectOption(tenant);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** A code of the authenticator, wherever one is asked for; one that was used already is refused, so it may take the next. */
export async function giveFactor(page: Page, { totp }: Pick<Operator, 'totp'>): Promise<void> {
  const field = page.getByLabel('Code of six digits');
  const other = page.getByRole('button', { name: 'Use the authenticator app' });
  await expect(field.or(other)).toBeVisible();
  if (await other.isVisible()) await other.click();
  await expect(async () => {
    if ((await field.count()) > 0) await field.fill(totp.generate());
    await expect(field).toHaveCount(0, { timeout: 3000 });
  }).toPass({ timeout: 60_000, intervals: [500, 3000] });
}

/** Confirms what a dialog asks, with the reason it wants, and with a fresh factor where the act wants one. */
export async function confirmAct(
  page: Page,
  { button, reason, operator }: { button: string; reason: string; operator: string },
): Promise<void> {
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: button }).click();
  const stepUp = page.getByRole('dialog', { name: 'Confirm that it is you' });
  const answer = dialog.getByRole('alert');
  await expect(stepUp.or(answer).or(page.getByRole('status').first()).first()).toBeVisible();
  if (await stepUp.isVisible()) await giveFactor(page, findOperator(operator));
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
