import { expect, type Browser, type Page } from '@playwright/test';
import { stringify } from 'devalue';
import { systemUrls } from './env.ts';
import { listen } from './office.ts';
import type { Person } from './people.ts';

/** Another browser at the portal, of somebody who was never there. */
export async function openPortal(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    baseURL: systemUrls.portal,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  listen(page);
  return page;
}

/** The address in a message. */
export function linkIn(body: string): string {
  const link = /https?:\/\/\S+#\S+/u.exec(body)?.[0];
  if (!link) throw new Error(`no link in: ${body}`);
  return link;
}

/** Address and password; what comes next depends on the account. */
export async function givePassword(
  page: Page,
  tenant: string,
  { email, password }: Pick<Person, 'email' | 'password'>,
): Promise<void> {
  await page.goto(`/${tenant}/sign-in`);
  await page.getByLabel('E-mail address', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Leaves the account by the menu of the person. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Your account$/u }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in', exact: true })).toBeVisible();
}

/**
 * Lets the next call of a procedure be refused for want of a fresh factor, as it would be ten minutes
 * after the last one; what is called after that reaches the service.
 */
export async function letFactorGrowOld(page: Page, procedure: string): Promise<void> {
  const error = { kind: 'FORBIDDEN', code: 'session.step_up_required', params: {} };
  const answer = { message: error.code, code: -32_003, data: { error } };
  await page.route(
    (url) => url.pathname.endsWith(`/trpc/${procedure}`),
    (route) => route.fulfill({ status: 403, json: [{ error: stringify(answer) }] }),
    { times: 1 },
  );
}
