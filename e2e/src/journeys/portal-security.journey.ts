import { TOTP } from 'otpauth';
import { expect, test } from '../office.ts';
import { addPasskeyHolder } from '../passkeys.ts';
import { makePerson } from '../people.ts';
import { givePassword, letFactorGrowOld, linkIn, openPortal, signOut } from '../portal.ts';
import { signIn, signUp } from '../wizard.ts';

test('a person keeps others out: sessions, second factor, lost phone, passkey, forgotten password', async ({
  page,
  browser,
  mainnet,
}) => {
  test.setTimeout(240_000);
  const person = makePerson('Ingrid', 'Solberg');
  const hello = { name: `Hello, ${person.firstName}` };
  const phone = await openPortal(browser);
  const openSecurity = async (window = page) => {
    await window.goto('/mainnet/security');
    await expect(window.getByRole('heading', { level: 1, name: 'Security' })).toBeVisible();
  };

  await test.step('she signs up and is signed in at two places', async () => {
    await signUp(page, mainnet, person);
    await signIn(page, 'mainnet', person);
    await signIn(phone, 'mainnet', person);
  });

  await test.step('she ends the other session, which notices', async () => {
    await openSecurity();
    const sessions = page.getByRole('list', { name: 'Where you are signed in' });
    await expect(sessions.getByRole('listitem')).toHaveCount(2);
    await expect(sessions.getByText('This one')).toHaveCount(1);
    await sessions.getByRole('button', { name: /^End/u }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'End', exact: true }).click();
    await expect(sessions.getByRole('listitem')).toHaveCount(1);
    await phone.getByRole('link', { name: 'Wallet' }).first().click();
    await expect(phone.getByText('Your session has ended.', { exact: false })).toBeVisible();
    await expect(phone).toHaveURL(/next=wallet/u);
  });

  let codes: string[] = [];
  await test.step('she adds an authenticator app, proving first that it is still her', async () => {
    await letFactorGrowOld(page, 'factors.beginTotp');
    await page.getByRole('button', { name: 'Add an app' }).click();
    const stepUp = page.getByRole('dialog', { name: 'Is it still you?' });
    await stepUp.getByLabel('Your password').fill('not this one at all');
    await stepUp.getByRole('button', { name: 'Confirm' }).click();
    await expect(stepUp.getByText('E-mail address or password is not right.')).toBeVisible();
    await stepUp.getByLabel('Your password').fill(person.password);
    await stepUp.getByRole('button', { name: 'Confirm' }).click();
    const enrol = page.getByRole('dialog', { name: 'Add an app' });
    await enrol.getByRole('button', { name: 'Copy the key' }).click();
    const key = await enrol.locator('code').innerText();
    const totp = new TOTP({ secret: key.replaceAll(' ', '') });
    await enrol.getByLabel('Name for this app').fill('My phone');
    await enrol.getByLabel('Six-digit code').fill(totp.generate());
    const kept = page.getByRole('dialog', { name: 'Your recovery codes' });
    await expect(kept.getByRole('listitem')).toHaveCount(10);
    codes = await kept.getByRole('listitem').allInnerTexts();
    const download = page.waitForEvent('download');
    await kept.getByRole('button', { name: 'Save as a file' }).click();
    expect((await download).suggestedFilename()).toBe('mainnet-recovery-codes.txt');
    await kept.getByRole('button', { name: 'I have kept them' }).click();
    await expect(page.getByText('10 codes left')).toBeVisible();
    await expect(
      page.getByText('Your account has a second factor.', { exact: false }),
    ).toBeVisible();
  });

  await test.step('without the phone, a recovery code lets her in, once', async () => {
    const useCode = async () => {
      await givePassword(phone, 'mainnet', person);
      await phone.getByRole('button', { name: 'Use a recovery code' }).click();
      await phone.getByLabel('Recovery code').fill(codes[0]!.toLowerCase());
      await phone.getByRole('button', { name: 'Confirm' }).click();
    };
    await useCode();
    await expect(phone.getByRole('heading', hello)).toBeVisible();
    await openSecurity(phone);
    await expect(phone.getByText('9 codes left')).toBeVisible();
    await signOut(phone);
    await useCode();
    await expect(phone.getByText('That code is not right.', { exact: false })).toBeVisible();
  });

  await test.step('a passkey alone signs her in', async () => {
    await addPasskeyHolder(page);
    await openSecurity();
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Laptop');
    await page.getByRole('button', { name: 'Make the passkey' }).click();
    await expect(page.getByRole('button', { name: 'Rename Laptop' })).toBeVisible();
    await signOut(page);
    await page.goto('/mainnet/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page.getByRole('heading', hello)).toBeVisible();
  });

  await test.step('she forgets her password and sets another by the link of a message', async () => {
    await signOut(page);
    await page.goto('/mainnet/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail address', { exact: true }).fill(person.email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await expect(page.getByRole('heading', { name: 'Look into your e-mail' })).toBeVisible();
    const { body } = await mainnet.waitForMessage(person.email, 'passwordReset');
    await page.goto(linkIn(body));
    expect(new URL(page.url()).hash).toBe('');
    await page.getByLabel('New password').fill('password12345678');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await expect(
      page.getByText('This is made of well-known passwords', { exact: false }),
    ).toBeVisible();
    await page.getByLabel('New password').fill('tournesol cabane refrain ocre');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await expect(page.getByText('Your new password is set.', { exact: false })).toBeVisible();
    await givePassword(page, 'mainnet', person);
    await expect(page.getByText('E-mail address or password is not right.')).toBeVisible();
    await givePassword(page, 'mainnet', { ...person, password: 'tournesol cabane refrain ocre' });
    await page.getByRole('button', { name: 'Use my passkey' }).click();
    await expect(page.getByRole('heading', hello)).toBeVisible();
  });

  await test.step('all of it was announced to her', async () => {
    await page.getByRole('link', { name: /^Notifications/u }).click();
    await expect(page.getByText('A second factor was added').first()).toBeVisible();
    await expect(page.getByText('A recovery code was used').first()).toBeVisible();
    await expect(page.getByText('Your password was changed').first()).toBeVisible();
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await expect(page.getByRole('link', { name: /nothing new/u })).toBeVisible();
  });
  await phone.context().close();
});
