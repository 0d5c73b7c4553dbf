import { findDemoPerson } from '../demo.ts';
import { expectGoodLooks } from '../looks.ts';
import { expect, test } from '../office.ts';
import { makePerson } from '../people.ts';
import { givePassword, letFactorGrowOld, openPortal } from '../portal.ts';
import { openWizard, signIn } from '../wizard.ts';

/** As long as the secret of a link, and nobody's. */
const madeUp = 'A'.repeat(43);

test('every screen of the portal is accessible and fits, light and dark, wide and narrow', async ({
  page,
  mainnet,
}) => {
  test.setTimeout(300_000);
  const person = makePerson('Jonas', 'Lindqvist');
  const wizard = openWizard(page, mainnet, person);
  const open = async (path: string, heading: string) => {
    await page.goto(path);
    await wizard.heading(heading);
    await expectGoodLooks(page, path);
  };

  await test.step('before signing up', async () => {
    await open('/', 'Where would you like to go?');
    await open('/mainnet', 'An account that is truly yours');
    await open('/mainnet/sign-in', 'Welcome back');
    await open('/mainnet/nothing/here', 'This page does not exist');
    await open('/nowhere', 'We do not know this address');
  });

  await test.step('the seven steps, with their errors', async () => {
    await open('/mainnet/sign-up', 'What is your e-mail address?');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await expect(page.getByText('Please fill this in.')).toBeVisible();
    await expectGoodLooks(page, 'e-mail with an error');
    await wizard.giveEmail();
    await expectGoodLooks(page, 'code');
    await wizard.proveEmail();
    await page.getByRole('combobox').fill('an');
    await expect(page.getByRole('option').first()).toBeVisible();
    await expectGoodLooks(page, 'name with open list');
    await wizard.giveName();
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expect(page.getByText('Please choose one.')).toBeVisible();
    await expectGoodLooks(page, 'birth with errors');
    await wizard.giveBirth();
    await page.getByLabel('Password', { exact: true }).fill(person.lastName);
    await expectGoodLooks(page, 'password with guidance');
    await wizard.givePassword();
    await expectGoodLooks(page, 'phone');
    await page.getByRole('button', { name: 'Continue on another device' }).click();
    await expect(page.getByRole('img', { name: 'Picture code of your link' })).toBeVisible();
    await expectGoodLooks(page, 'other device');
    await page.keyboard.press('Escape');
    await wizard.givePhone();
    await expectGoodLooks(page, 'phone code');
    await wizard.provePhone();
    await expectGoodLooks(page, 'finished');
  });

  await test.step('a link that does not work', async () => {
    await open('/mainnet/sign-up#resume=damaged', 'This link does not work any more');
  });

  await test.step('a sign-up that an operator has cancelled', async () => {
    const other = makePerson('Pavel', 'Novak');
    await page.evaluate('localStorage.clear()');
    await page.goto('/mainnet/sign-up');
    const begun = openWizard(page, mainnet, other);
    await begun.giveEmail();
    await begun.proveEmail();
    await mainnet.cancelRegistration(other.email);
    await open('/mainnet/sign-up', 'This sign-up was cancelled');
    await page.getByRole('button', { name: 'Begin again' }).click();
    await wizard.heading('What is your e-mail address?');
  });

  await test.step('the way back in, and links that do not work', async () => {
    await open('/mainnet/forgot-password', 'Forgot your password?');
    await open('/mainnet/reset-password', 'This link does not work any more');
    await open(`/mainnet/reset-password#${madeUp}`, 'Choose a new password');
    await open(`/mainnet/unlock#${madeUp}`, 'Unlock sign-in');
    await open(`/mainnet/confirm-email#${madeUp}`, 'Confirm your new e-mail address');
    await open(`/mainnet/invitation#${madeUp}`, 'There is nothing here any more');
  });

  await test.step('signed in', async () => {
    await signIn(page, 'mainnet', person);
    await expectGoodLooks(page, 'account');
    await open('/mainnet/wallet', 'Your wallet');
    await open('/mainnet/notifications', 'Notifications');
    await open('/mainnet/preferences', 'Preferences');
    await open('/mainnet/profile', 'Profile');
  });

  await test.step('security, and its dialogs', async () => {
    await open('/mainnet/security', 'Security');
    const look = async (button: string, name: string) => {
      await page.getByRole('button', { name: button }).first().click();
      await expect(page.getByRole('dialog', { name }).first()).toBeVisible();
      await expectGoodLooks(page, name);
      await page.keyboard.press('Escape');
    };
    await look('Change password', 'Change password');
    await look('Add an app', 'Add an app');
    await look('Add a passkey', 'Add a passkey');
    await look('Change e-mail address', 'Change e-mail address');
    await look('Change phone number', 'Change phone number');
    await letFactorGrowOld(page, 'factors.beginTotp');
    await look('Add an app', 'Is it still you?');
  });
});

test('every screen of an organization is accessible and fits, light and dark, wide and narrow', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const page = await openPortal(browser);
  const amara = findDemoPerson('amara.okafor@people.example');
  const tab = async (name: string) => {
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await expectGoodLooks(page, name);
  };
  const dialog = (name: string) => page.getByRole('dialog', { name });

  await test.step('the list, and a new one', async () => {
    await givePassword(page, 'mainnet', amara);
    await expect(page.getByRole('heading', { name: 'Hello, Amara' })).toBeVisible();
    await page.goto('/mainnet/organizations');
    await expectGoodLooks(page, 'organizations');
    await page.getByRole('button', { name: 'Create an organization' }).click();
    await dialog('Create an organization')
      .getByLabel('Name of the organization')
      .fill(`Atelier Léman ${Date.now()}`);
    await expectGoodLooks(page, 'a new organization');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: /^Atelier/u })).toBeVisible();
    await expectGoodLooks(page, 'overview');
  });

  await test.step('its parts, and their dialogs', async () => {
    await tab('Members');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await expectGoodLooks(page, 'an invitation');
    await page.keyboard.press('Escape');
    await tab('Keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await dialog('Make a key').getByLabel('What is it for?').fill('Nightly export');
    await expectGoodLooks(page, 'a new key');
    await dialog('Make a key').getByRole('button', { name: 'Make the key' }).click();
    await expect(dialog('Your new key')).toBeVisible();
    await expectGoodLooks(page, 'the secret of a key');
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await expect(page.getByText('Works', { exact: true })).toBeVisible();
    await expectGoodLooks(page, 'keys');
    await tab('Usage');
    await page.getByRole('button', { name: 'Show as a table' }).click();
    await expectGoodLooks(page, 'usage as a table');
    await tab('Credits');
    await tab('Events');
    await page.getByRole('button', { name: 'Add an address' }).click();
    await expectGoodLooks(page, 'a new address');
  });
  await page.context().close();
});

test('every screen about money is accessible and fits, light and dark, wide and narrow', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const page = await openPortal(browser);
  const amara = findDemoPerson('amara.okafor@people.example');
  const open = async (path: string, heading: string) => {
    await page.goto(`/mainnet/wallet${path}`);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  };

  await test.step('the wallet and its history', async () => {
    await givePassword(page, 'mainnet', amara);
    await expect(page.getByRole('heading', { name: 'Hello, Amara' })).toBeVisible();
    await open('', 'Your wallet');
    await expect(page.getByRole('list', { name: 'Newest movements' })).toBeVisible();
    await expectGoodLooks(page, 'wallet');
    await open('/history?from=2026-02-01', 'History');
    await page.getByRole('button', { name: /^Filters/u }).click();
    await page.getByLabel('Until').fill('2026-01-01');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page.getByText('This day is before the first one.')).toBeVisible();
    await expectGoodLooks(page, 'history with errors');
  });

  await test.step('sending', async () => {
    await open('/send', 'Who is it for?');
    await page.getByRole('button', { name: 'Check the name' }).click();
    await expect(page.getByText('Please fill this in.').first()).toBeVisible();
    await expectGoodLooks(page, 'payee with errors');
    await page
      .getByRole('list', { name: 'Payees you have saved' })
      .getByRole('button')
      .first()
      .click();
    await page.getByLabel('Amount').fill('2.5');
    await expect(page.getByText('Together')).toBeVisible();
    await expectGoodLooks(page, 'amount with its fee');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('heading', { name: 'Everything right?' })).toBeVisible();
    await expectGoodLooks(page, 'review');
  });

  await test.step('payees, business accounts and loans', async () => {
    await open('/payees', 'Payees and contacts');
    await expect(page.getByRole('list', { name: 'Saved payees' })).toBeVisible();
    await expectGoodLooks(page, 'payees');
    await open('/business', 'Business accounts');
    await page.getByRole('link', { name: 'Northwind running costs' }).click();
    await page.getByRole('link', { name: 'Signatories', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Who may sign' })).toBeVisible();
    await expectGoodLooks(page, 'signatories');
    await page.goBack();
    await page.getByRole('link', { name: 'New transfer' }).click();
    await page.getByRole('button', { name: 'Add a receiver' }).click();
    const known = page.getByRole('list', { name: 'Payees you have saved' }).getByRole('button');
    await expect(known.first()).toBeVisible();
    await expectGoodLooks(page, 'a receiver', { isLayer: true });
    await known.first().click();
    await page.getByLabel(/^To /u).fill('1200');
    await expect(page.getByText('Together')).toBeVisible();
    await expectGoodLooks(page, 'business transfer with its fee');
    await page.goBack();
    await page.getByRole('link', { name: 'Ingrid Solberg' }).first().click();
    await expect(page.getByRole('heading', { name: 'Approvals' })).toBeVisible();
    await expectGoodLooks(page, 'business transfer');
    await page.goBack();
    await page.getByRole('link', { name: 'Rules', exact: true }).click();
    await page.getByRole('button', { name: 'Change the rules' }).click();
    await expectGoodLooks(page, 'rules', { isLayer: true });
    await open('/loans', 'Loans');
    await page.getByRole('button', { name: 'Apply for a loan' }).click();
    await expectGoodLooks(page, 'a loan', { isLayer: true });
  });
  await page.context().close();
});
