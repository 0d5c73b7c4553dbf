import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { confirmAct, openConsole } from '../console.ts';
import { findDemoPerson } from '../demo.ts';
import { expect, test } from '../office.ts';
import { givePassword, openPortal } from '../portal.ts';
import { call } from '../procedures.ts';

const kwame = findDemoPerson('kwame.boateng@people.example');
const ingrid = findDemoPerson('ingrid.solberg@people.example');

const callAs = <T>(page: Page, path: string, input: unknown) =>
  call<T>({ request: page.request, tenant: 'mainnet', audience: 'PORTAL' }, path, input);

/** Signs in, and gives the number of the person's own wallet. */
async function enter(page: Page, person: typeof kwame): Promise<string> {
  await givePassword(page, 'mainnet', person);
  await expect(page.getByRole('heading', { level: 1, name: /^Hello/u })).toBeVisible();
  const wallets = await callAs<{ id: string; kind: string }[]>(
    page,
    'money.listWallets',
    undefined,
  );
  return wallets.find(({ kind }) => kind === 'PERSONAL')!.id;
}

const cardOf = (page: Page) => page.getByRole('article', { name: 'Personal wallet' });

/** The balance on the card, in the smallest unit: all nine places are shown. */
async function readBalance(page: Page): Promise<bigint> {
  await page.goto('/mainnet/wallet');
  const text = await cardOf(page).innerText();
  return BigInt(/[\d,]+\.\d{9}/u.exec(text)![0].replaceAll(/[,.]/gu, ''));
}

const expectBalance = (page: Page, units: bigint) =>
  expect.poll(() => readBalance(page), { timeout: 45_000 }).toBe(units);

test('a transfer is taken back in the console, and both balances in the portal are right again', async ({
  page: sender,
  browser,
  mainnet,
}) => {
  const receiver = await openPortal(browser);
  const office = await openConsole(browser, mainnet);
  const fromWalletId = await enter(sender, kwame);
  const toWalletId = await enter(receiver, ingrid);
  const before = { sender: await readBalance(sender), receiver: await readBalance(receiver) };
  const units = 7_250_000_000n;
  const sent = await callAs<{ transferId: string; fee: string }>(sender, 'money.send', {
    requestId: `journey-${randomUUID()}`,
    ...{ fromWalletId, toWalletId, amount: '7.25', reference: 'Sent by mistake' },
  });
  await expectBalance(receiver, before.receiver + units);
  // What it cost, as the sender sees it.
  const fee = before.sender - units - (await readBalance(sender));
  expect(fee).toBeGreaterThan(0n);

  await test.step('an operator takes it back and says why', async () => {
    await office.goto(`/mainnet/transfers/${sent.transferId}`);
    await office.getByRole('button', { name: 'Reverse', exact: true }).click();
    const reason = 'Sent by mistake, says the sender.';
    const act = { button: 'Reverse the transfer', reason, operator: 'admin@mainnet.example' };
    await confirmAct(office, act);
    await expect(office.getByText('The reversal is on its way').first()).toBeVisible();
    await expect(office.getByText('Reversed', { exact: true }).first()).toBeVisible();
    await expect(office.getByRole('button', { name: 'Reverse', exact: true })).toHaveCount(0);
    await expect(office.getByText(reason)).toBeVisible();
  });

  await test.step('the money is back, and the fee stays where it was', async () => {
    await expectBalance(sender, before.sender - fee);
    await expectBalance(receiver, before.receiver);
    const newest = sender.getByRole('list', { name: 'Newest movements' }).getByRole('listitem');
    await expect(newest.first()).toContainText('Reversed · Ingrid Solberg');
    await expect(newest.first()).toContainText('+7.25');
    await newest.first().getByRole('link').click();
    await expect(sender.getByText('Arrived').first()).toBeVisible();
  });
  await receiver.context().close();
  await office.context().close();
});
