import { approve, openConsole } from '../console.ts';
import { systemUrls } from '../env.ts';
import { expect, test, type Office } from '../office.ts';
import { makePerson, type Person } from '../people.ts';
import { linkIn, openPortal } from '../portal.ts';
import { signIn, signUp } from '../wizard.ts';

async function becomeActive(mainnet: Office, people: readonly Person[]): Promise<void> {
  for (const { email } of people) {
    await expect
      .poll(async () => (await mainnet.listUsers(email)).map(({ status }) => status))
      .toEqual(['ACTIVE']);
  }
}

test('an organization is created, a colleague joins from another browser, a key opens the interface', async ({
  page,
  browser,
  mainnet,
  playwright,
}) => {
  test.setTimeout(240_000);
  const owner = makePerson('Yusuf', 'Demir');
  const colleague = makePerson('Clara', 'Vogel');
  const name = `Werkstatt ${owner.phoneNumber.slice(-6)}`;
  const other = await openPortal(browser);

  await test.step('two people sign up and are approved', async () => {
    await signUp(page, mainnet, owner);
    await signUp(other, mainnet, colleague);
    const office = await openConsole(browser, mainnet);
    await approve(office, 'mainnet', owner);
    await approve(office, 'mainnet', colleague);
    await office.context().close();
    await becomeActive(mainnet, [owner, colleague]);
  });

  await test.step('one of them creates an organization', async () => {
    await signIn(page, 'mainnet', owner);
    await page.getByRole('link', { name: 'Organizations' }).first().click();
    await expect(page.getByText('You belong to no organization yet')).toBeVisible();
    await page.getByRole('button', { name: 'Create an organization' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create an organization' });
    await dialog.getByLabel('Name of the organization').fill(name);
    await expect(dialog.getByLabel('Short name')).toHaveValue(/^werkstatt-\d{6}$/u);
    await dialog.getByRole('button', { name: 'Create an organization' }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  });

  await test.step('and invites the other by e-mail', async () => {
    await page.getByRole('link', { name: 'Members', exact: true }).click();
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByLabel('E-mail address', { exact: true }).fill(colleague.email);
    await page.getByRole('radio', { name: /^Administrator/u }).click();
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await expect(page.getByText(colleague.email).first()).toBeVisible();
  });

  await test.step('who opens the link in a browser of her own, signs in and accepts', async () => {
    const { body } = await mainnet.waitForMessage(colleague.email, 'organizationInvitation');
    await other.goto(linkIn(body));
    expect(new URL(other.url()).hash).toBe('');
    await expect(other.getByRole('heading', { level: 1, name: `Join ${name}` })).toBeVisible();
    await other.getByRole('link', { name: 'Sign in and answer' }).click();
    await other.getByLabel('E-mail address', { exact: true }).fill(colleague.email);
    await other.getByLabel('Password', { exact: true }).fill(colleague.password);
    await other.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
    const waiting = other.getByRole('list', { name: 'An invitation for you' });
    await expect(waiting).toContainText(name);
    await waiting.getByRole('button', { name: 'Accept' }).click();
    await other.getByRole('link', { name }).click();
    await expect(other.getByText('Administrator').first()).toBeVisible();
    await page.reload();
    await expect(
      page.getByText(`${colleague.firstName} ${colleague.lastName}`).first(),
    ).toBeVisible();
  });

  const key = await test.step('she makes a key, which is shown once', async () => {
    await other.getByRole('link', { name: 'Keys', exact: true }).click();
    await other.getByRole('button', { name: 'Make a key' }).click();
    await other.getByLabel('What is it for?').fill('Nightly export');
    await other.getByRole('button', { name: 'Make the key' }).click();
    const shown = other.getByRole('dialog', { name: 'Your new key' });
    await shown.getByRole('button', { name: 'Copy' }).click();
    const copied = await other.evaluate<string>('navigator.clipboard.readText()');
    await shown.getByRole('button', { name: 'I have kept it' }).click();
    await expect(other.getByText(copied)).toHaveCount(0);
    return copied;
  });

  await test.step('a program uses it, until it is revoked', async () => {
    const program = await playwright.request.newContext({
      baseURL: systemUrls.api,
      extraHTTPHeaders: { authorization: `Bearer ${key}` },
    });
    const answer = await program.get('/v1/organization');
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toMatchObject({ name });
    const refused = await program.get('/v1/members');
    expect(refused.status()).toBe(403);
    await other.getByRole('button', { name: 'Revoke Nightly export' }).click();
    const dialog = other.getByRole('alertdialog');
    await dialog.getByLabel('Reason').fill('The export runs elsewhere now.');
    await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(other.getByText('Revoked', { exact: true })).toBeVisible();
    await expect.poll(async () => (await program.get('/v1/organization')).status()).toBe(401);
    await program.dispose();
  });

  await test.step('the owner hands the organization over and leaves it', async () => {
    await page.getByRole('button', { name: `Change ${colleague.firstName}` }).click();
    await page.getByRole('menuitem', { name: 'Hand the organization over' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Hand the organization over' }).click();
    await expect(page.getByText('The organization has a new owner.').first()).toBeVisible();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByRole('button', { name: 'Leave the organization' }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Leave/u })
      .click();
    await expect(page.getByText('You belong to no organization yet')).toBeVisible();
  });
  await other.context().close();
});
