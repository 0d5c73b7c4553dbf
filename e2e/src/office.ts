import { test as base, expect, type APIRequestContext, type Page } from '@playwright/test';
import { findOperator } from './demo.ts';
import { systemUrls } from './env.ts';
import { ask, call } from './procedures.ts';

type PageOf<T> = { items: T[]; total: number };
type Message = { id: string; recipient: string; template: string; subject: string };
type AuditEntry = { action: string; actorKind: string; actorName: string; entityId: string };
type UserRow = { id: string; email: string; firstName: string; lastName: string; status: string };

/** An operator at work in one tenant, over the console's procedures. */
export type Office = ReturnType<typeof openOffice>;

const codeTemplates = { email: 'registrationEmailCode', phone: 'registrationPhoneCode' } as const;

function openOffice(request: APIRequestContext, tenant: string) {
  const caller = { request, tenant };
  const listMessages = (search: string, template?: string) =>
    call<PageOf<Message>>(caller, 'messages.list', { search, ...(template ? { template } : {}) });
  const readMessage = (messageId: string) =>
    call<{ body: string | null }>(caller, 'messages.get', { messageId });
  return {
    request,
    tenant,
    /** The newest message of a template to someone; waits for it. */
    async waitForMessage(recipient: string, template: string) {
      let newest: Message | undefined;
      await expect
        .poll(async () => {
          newest = (await listMessages(recipient, template)).items[0];
          return newest;
        })
        .toBeDefined();
      const { body } = await readMessage(newest!.id);
      return { subject: newest!.subject, body: body ?? '' };
    },
    /** The six digits that were sent last. */
    async waitForCode(recipient: string, kind: keyof typeof codeTemplates) {
      const { body } = await this.waitForMessage(recipient, codeTemplates[kind]);
      return /\b\d{6}\b/u.exec(body)![0];
    },
    /** Ends someone's sign-up, as an operator may. */
    async cancelRegistration(email: string) {
      const { items } = await call<PageOf<{ id: string; version: number }>>(
        caller,
        'registrations.list',
        { search: email },
      );
      const { id: registrationId, version } = items[0]!;
      const input = { registrationId, version, reason: 'Asked for by the person.' };
      await call(caller, 'registrations.cancel', input);
    },
    listMessages: async (search: string) => (await listMessages(search)).items,
    listUsers: async (search: string) =>
      (await call<PageOf<UserRow>>(caller, 'users.list', { search })).items,
    listAudit: async (entityId: string) =>
      (await call<PageOf<AuditEntry>>(caller, 'audit.list', { entityId, limit: 100 })).items,
    ask: <T>(path: string, input: unknown) => ask<T>(caller, path, input),
  };
}

async function signIn(request: APIRequestContext, email: string): Promise<Office> {
  const { tenant, password, totp } = findOperator(email);
  const caller = { request, tenant };
  const { challenge } = await call<{ challenge: string }>(caller, 'session.signIn', {
    audience: 'CONSOLE',
    email,
    password,
  });
  // A code counts once: whoever has just used it waits for the next.
  await expect
    .poll(
      async () => {
        const code = totp.generate();
        return (await ask(caller, 'session.verifySecondFactor', { challenge, code })).isGood;
      },
      { timeout: 45_000, intervals: [500, 2000] },
    )
    .toBe(true);
  return openOffice(request, tenant);
}

const complaints: string[] = [];

/** Takes note of what a page complains of: a script that broke, or something that the content policy refused. */
export function listen(page: Page): void {
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
}

/** Journeys find an operator of each tenant at work, who reads the dev inbox and the audit log. */
export const test = base.extend<{ hasNoComplaints: void }, { mainnet: Office; testnet: Office }>({
  hasNoComplaints: [
    async ({ page }, use) => {
      complaints.length = 0;
      listen(page);
      await use();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  mainnet: [
    async ({ playwright }, use) => {
      const request = await playwright.request.newContext({ baseURL: systemUrls.console });
      await use(await signIn(request, 'admin@mainnet.example'));
      await request.dispose();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  testnet: [
    async ({ playwright }, use) => {
      const request = await playwright.request.newContext({ baseURL: systemUrls.console });
      await use(await signIn(request, 'reviewer@testnet.example'));
      await request.dispose();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

export { expect };
