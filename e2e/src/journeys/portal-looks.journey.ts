import { expectGoodLooks } from '../looks.ts';
import { expect, test } from '../office.ts';
import { makePerson } from '../people.ts';
import { openWizard, signIn } from '../wizard.ts';

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

  await test.step('signed in', async () => {
    await signIn(page, 'mainnet', person);
    await expectGoodLooks(page, 'account');
    await open('/mainnet/wallet', 'Your wallet');
  });
});
