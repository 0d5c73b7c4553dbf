import { approve, openConsole } from '../console.ts';
import { expect, test } from '../office.ts';
import { makePerson } from '../people.ts';
import { signIn, signUp } from '../wizard.ts';

test('one address has an account in each of two tenants, and neither sees the other', async ({
  page,
  browser,
  mainnet,
  testnet,
}) => {
  test.setTimeout(180_000);
  const here = makePerson('Nadia', 'Benali');
  const there = { ...here, lastName: 'Rossi', password: 'tournesol cabane refrain ocre' };

  await test.step('she signs up in both with the same address and number', async () => {
    await signUp(page, mainnet, here);
    await signUp(page, testnet, there);
  });

  await test.step('the second tenant approves; the first still waits', async () => {
    const office = await openConsole(browser, testnet);
    await approve(office, 'testnet', there);
    await office.context().close();
    await expect
      .poll(async () => (await testnet.listUsers(here.email)).map(({ status }) => status))
      .toEqual(['ACTIVE']);
    const waiting = await mainnet.listUsers(here.email);
    expect(waiting.map(({ status }) => status)).toEqual(['PENDING_ADMIN_APPROVAL']);
  });

  await test.step('each tenant knows its own person only', async () => {
    const [inMainnet] = await mainnet.listUsers(here.email);
    const [inTestnet] = await testnet.listUsers(here.email);
    expect([inMainnet?.lastName, inTestnet?.lastName]).toEqual(['Benali', 'Rossi']);
    const foreign = await mainnet.ask('users.get', { userId: inTestnet!.id });
    expect(foreign).toEqual({ isGood: false, code: 'entity.not_found' });
    const templates = (await mainnet.listMessages(here.email)).map(({ template }) => template);
    expect(templates).toContain('welcome');
    expect(templates).not.toContain('accountActive');
  });

  await test.step('an operator of one tenant is refused in the other', async () => {
    const office = await openConsole(browser, mainnet);
    const answer = await office.context().request.post('/trpc/users.list', {
      headers: {
        'content-type': 'application/json',
        'x-freehold-tenant': 'testnet',
        'x-freehold-audience': 'CONSOLE',
        'x-freehold-request': '1',
      },
      data: '"[{}]"',
    });
    expect([401, 403]).toContain(answer.status());
    await office.context().close();
  });

  await test.step('a password and a session of one tenant open nothing in the other', async () => {
    await page.goto('/testnet/sign-in');
    await page.getByLabel('E-mail address', { exact: true }).fill(here.email);
    await page.getByLabel('Password', { exact: true }).fill(here.password);
    await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByText('E-mail address or password is not right.')).toBeVisible();
    await signIn(page, 'mainnet', here);
    await page.goto('/testnet/wallet');
    await expect(page).toHaveURL(/\/testnet\/sign-in/u);
    await signIn(page, 'testnet', there);
    await expect(page.getByText('Your account is active', { exact: false })).toBeVisible();
    await page.goto('/mainnet/account');
    await expect(
      page.getByText('A person is looking at your application.', { exact: false }),
    ).toBeVisible();
  });
});
