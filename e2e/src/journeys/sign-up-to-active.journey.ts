import { approve, openConsole, signInToConsole } from '../console.ts';
import { expect, listen, test } from '../office.ts';
import { makePerson } from '../people.ts';
import { openWizard, signIn } from '../wizard.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a person signs up on two devices, is approved, and becomes active with a wallet', async ({
  page,
  browser,
  mainnet,
}) => {
  test.setTimeout(180_000);
  const person = makePerson('Amélie', 'Durand');
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const second = await phone.newPage();
  listen(second);

  const link = await test.step('she begins on one device and leaves half-way', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: /^Mainnet/u }).click();
    await page.getByRole('link', { name: 'Open an account' }).first().click();
    const wizard = openWizard(page, mainnet, person);
    await wizard.giveEmail();
    await page.getByLabel('Six-digit code').fill('000000');
    await expect(page.getByText('That code is not right. 4 tries left.')).toBeVisible();
    await wizard.proveEmail();
    await wizard.giveName();
    await wizard.giveBirth();
    await page.getByRole('button', { name: 'Continue on another device' }).click();
    await page.getByRole('button', { name: 'Copy the link' }).click();
    return page.evaluate<string>('navigator.clipboard.readText()');
  });

  await test.step('she finishes on another by the link, whose secret leaves the address', async () => {
    await second.goto(link);
    const wizard = openWizard(second, mainnet, person);
    await wizard.heading('Choose a password');
    expect(new URL(second.url()).hash).toBe('');
    expect(second.url()).not.toContain('resume');
    await second.getByRole('button', { name: 'Back' }).click();
    await expect(second.getByLabel('Year', { exact: true })).toHaveValue(person.born.year);
    await second.getByRole('button', { name: 'Continue', exact: true }).click();
    await wizard.heading('Choose a password');
    await wizard.givePassword();
    await wizard.givePhone();
    await wizard.provePhone();
  });

  await test.step('her application waits for a reviewer', async () => {
    await signIn(second, 'mainnet', person);
    await expect(second.getByText('In review').first()).toBeVisible();
    await second.goto('/mainnet/wallet');
    await expect(second.getByText('Your wallet is not open yet')).toBeVisible();
  });

  await test.step('a reviewer signs in with a second factor, reads her file and approves', async () => {
    const office = await openConsole(browser);
    await signInToConsole(office, 'reviewer@mainnet.example');
    await approve(office, 'mainnet', person);
    await office.context().close();
  });

  await test.step('her page turns active by itself, with an empty wallet', async () => {
    await second.goto('/mainnet/account');
    await expect(second.getByText('Account active', { exact: false }).first()).toBeVisible();
    await second.getByRole('link', { name: 'Open my wallet' }).click();
    await expect(second.getByRole('heading', { name: 'Personal wallet' })).toBeVisible();
    await expect(second.getByText('0.000000000').first()).toBeVisible();
    const { subject } = await mainnet.waitForMessage(person.email, 'accountActive');
    expect(subject).toBe('Your Mainnet account is ready');
  });

  await test.step('the audit log names the actor of every step', async () => {
    const [user] = await mainnet.listUsers(person.email);
    expect(user?.status).toBe('ACTIVE');
    const entries = await mainnet.listAudit(user!.id);
    const actors = new Map(entries.map(({ action, actorKind }) => [action, actorKind]));
    expect(Object.fromEntries(actors)).toMatchObject({
      'user.register': 'SERVICE',
      'user.approve': 'OPERATOR',
      'user.activate': 'SYSTEM',
    });
    const [reviewer] = await mainnet.listUsers('reviewer@mainnet.example');
    const approval = entries.find(({ action }) => action === 'user.approve');
    expect(approval?.actorName).toBe(`${reviewer?.firstName} ${reviewer?.lastName}`);
    const log = await openConsole(browser, mainnet);
    await log.goto(`/mainnet/audit?entity=${user!.id}`);
    const row = log.getByRole('row').filter({ hasText: 'user.approve' });
    await expect(row).toContainText(`${reviewer?.firstName} ${reviewer?.lastName}`);
    await log.context().close();
  });
  await phone.close();
});
