import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { giveFactor, openConsole, signInToConsole } from '../console.ts';
import { findOperator } from '../demo.ts';
import { expectGoodLooks } from '../looks.ts';
import { expect, test } from '../office.ts';

const chief = 'operator@freehold.example';

let server: Server;
let address: string;
const received: { headers: IncomingHttpHeaders; body: string }[] = [];

/** The endpoint is told of everything, also of what others do in this tenant meanwhile. */
const testsReceived = () =>
  received.filter(({ body }) => (JSON.parse(body) as { type: string }).type === 'webhook.tested');

test.beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body });
      response.end('thank you');
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => void server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
});
test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('an operator adds a webhook endpoint, tests it and sees what came back', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const page = await openConsole(browser);
  await signInToConsole(page, chief);
  await page.goto('/mainnet/webhooks');
  await expect(page.getByText('No endpoint yet')).toBeVisible();
  await expectGoodLooks(page, 'webhooks, none yet');
  await page.setViewportSize({ width: 1440, height: 900 });
  let secret = '';

  await test.step('the secret is shown once and holds the dialog open until it is kept', async () => {
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    await page.getByLabel('Address').fill(address);
    await page.getByLabel('Description').fill('Billing');
    await page.getByRole('checkbox', { name: 'Everything' }).click();
    await page.getByRole('button', { name: 'Add the endpoint' }).click();
    const shown = page.getByTestId('secret');
    const stepUp = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await expect(stepUp.or(shown).first()).toBeVisible();
    if (await stepUp.isVisible()) await giveFactor(page, findOperator(chief));
    secret = await shown.innerText();
    await page.keyboard.press('Escape');
    await expect(shown).toBeVisible();
    await page.getByLabel('I have put this secret in a safe place.').click();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(shown).toHaveCount(0);
  });

  await test.step('a test event arrives, signed with that secret', async () => {
    await page.getByRole('button', { name: 'Acts on Billing' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Send a test' }).press('Enter');
    await expect(page.getByText('1. Answered 200')).toBeVisible();
    await expect(page.getByText('thank you')).toBeVisible();
    await expectGoodLooks(page, 'a delivery', { isLayer: true });
    await page.setViewportSize({ width: 1440, height: 900 });
    const [{ headers, body }] = testsReceived() as [(typeof received)[number]];
    const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signature = createHmac('sha256', key).update(content).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
  });

  await test.step('the same event can be sent again, under the same id', async () => {
    await page.getByRole('button', { name: 'Send it again' }).click();
    await expect.poll(() => testsReceived().length).toBe(2);
    const ids = testsReceived().map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    await page.keyboard.press('Escape');
    await expect(page.getByText('replay 1')).toBeVisible();
    await expectGoodLooks(page, 'webhooks');
  });
  await page.context().close();
});
