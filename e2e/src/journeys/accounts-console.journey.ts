import type { Page } from '@playwright/test';
import { TOTP } from 'otpauth';
import { confirmAct, giveFactor, givePassword, openConsole, signInToConsole } from '../console.ts';
import { findDemoPerson, findOperator } from '../demo.ts';
import { expect, test } from '../office.ts';
import { addPasskeyHolder } from '../passkeys.ts';
import { makePerson } from '../people.ts';

const chief = 'operator@freehold.example';

const notice = (page: Page, text: string | RegExp) => page.getByText(text).first();

test('an operator finds a person and ends their sessions; a freeze keeps them out', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const amara = { ...findDemoPerson('amara.okafor@people.example'), firstName: 'Amara' };
  const signInToPortal = async () => {
    await page.goto('/mainnet/sign-in');
    await page.getByLabel('E-mail address', { exact: true }).fill(amara.email);
    await page.getByLabel('Password', { exact: true }).fill(amara.password);
    await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  const office = await openConsole(browser);

  await test.step('she is signed in to the portal', async () => {
    await signInToPortal();
    await expect(page.getByRole('heading', { name: 'Hello, Amara' })).toBeVisible();
  });

  await test.step('the operator finds her from the keyboard', async () => {
    await signInToConsole(office, chief);
    await office.goto('/mainnet');
    await expect(office.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    // People answer last here: whatever was found before them must not be what Enter opens.
    await office.route('**/users.list**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await office.keyboard.press('Control+k');
    await office.keyboard.type('amara');
    await expect(
      office.getByRole('option', { name: /Amara Okafor.*amara\.okafor@/u }),
    ).toBeVisible();
    await office.unrouteAll({ behavior: 'wait' });
    await office.keyboard.press('Enter');
    await expect(office.getByRole('heading', { level: 1, name: 'Amara Okafor' })).toBeVisible();
  });

  await test.step('ends her sessions, with a reason that the audit log keeps', async () => {
    await office.getByRole('tab', { name: /Sessions/u }).click();
    await office.getByRole('button', { name: 'End all', exact: true }).click();
    const reason = 'She lost her phone and called us.';
    await confirmAct(office, { button: 'End all sessions', reason, operator: chief });
    await expect(notice(office, 'Amara Okafor is signed out everywhere')).toBeVisible();
    await office.getByRole('button', { name: 'Show the audit entry' }).click();
    await expect(office.getByRole('dialog').getByText(reason)).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Welcome back' })).toBeVisible();
  });

  await test.step('frozen, she cannot come back; let in again, she can', async () => {
    await office.goBack();
    await expect(office.getByRole('heading', { level: 1, name: 'Amara Okafor' })).toBeVisible();
    const act = async (item: string, button: string) => {
      await office.getByRole('button', { name: 'Act on this person' }).click();
      await office.getByRole('menuitem', { name: item }).click();
      await confirmAct(office, { button, reason: 'Looking into a report.', operator: chief });
    };
    await act('Freeze', 'Freeze');
    await expect(office.getByText('Frozen', { exact: true }).first()).toBeVisible();
    await signInToPortal();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await act('Lift the freeze', 'Lift the freeze');
    await expect(office.getByText('Active', { exact: true }).first()).toBeVisible();
    await signInToPortal();
    await expect(page.getByRole('heading', { name: 'Hello, Amara' })).toBeVisible();
  });
  await office.context().close();
});

test('an operator adds a passkey and signs in with it, and with a recovery code', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const auditor = findOperator('auditor@mainnet.example');
  const page = await openConsole(browser);
  await addPasskeyHolder(page);
  const overview = page.getByRole('heading', { level: 1, name: 'Overview' });
  const signOut = async () => {
    await page.getByRole('button', { name: /^Account of/u }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByText('You are signed out.')).toBeVisible();
  };

  await test.step('the passkey is made on this device', async () => {
    await signInToConsole(page, auditor.email);
    await page.goto('/mainnet/security');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByLabel('Name of the passkey').fill('Work laptop');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('button', { name: 'Rename Work laptop' }).first()).toBeVisible();
  });

  let codes: string[] = [];
  await test.step('new recovery codes are shown once, and want to be kept', async () => {
    await page.getByRole('button', { name: 'Make new codes' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Make new codes' }).click();
    const list = page.getByRole('list', { name: 'Recovery codes' });
    await expect(list).toBeVisible();
    codes = await list.getByRole('listitem').allTextContents();
    expect(codes).toHaveLength(10);
    const done = page.getByRole('button', { name: 'Done' });
    await expect(done).toBeDisabled();
    await page.getByLabel('I have kept these codes in a safe place.').click();
    await done.click();
    await expect(page.getByText('10 left')).toBeVisible();
  });

  await test.step('the passkey alone signs in', async () => {
    await signOut();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(overview).toBeVisible();
  });

  await test.step('it is the second factor after the password, too', async () => {
    await signOut();
    await givePassword(page, auditor);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('button', { name: 'Use the passkey' }).click();
    await expect(overview).toBeVisible();
  });

  await test.step('a recovery code stands in for it once', async () => {
    const useCode = async () => {
      await signOut();
      await givePassword(page, auditor);
      await page.getByRole('button', { name: 'Use a recovery code' }).click();
      await page.getByLabel('Recovery code').fill(codes[0]!);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    };
    await useCode();
    await expect(overview).toBeVisible();
    await useCode();
    await expect(page.getByText('That code is not right, or it has been used')).toBeVisible();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('button', { name: 'Use the passkey' }).click();
    await expect(overview).toBeVisible();
    await page.goto('/mainnet/security');
    await expect(page.getByText('9 left')).toBeVisible();
  });
  await page.context().close();
});

test('of two operators on one person the second sees what the first did, and overwrites nothing', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const first = await openConsole(browser);
  const second = await openConsole(browser);
  const admin = 'admin@mainnet.example';
  await signInToConsole(first, chief);
  await signInToConsole(second, admin);
  const suspend = { item: 'Suspend', button: 'Suspend' };

  await first.goto('/mainnet/users?status=ACTIVE&role=USER&sort=createdAt');
  const link = first.getByRole('table').getByRole('link').first();
  const name = (await link.textContent())!;
  await link.click();
  await expect(first.getByRole('heading', { level: 1, name })).toBeVisible();
  const address = new URL(first.url()).pathname;
  await second.goto(address);
  await expect(second.getByRole('heading', { level: 1, name })).toBeVisible();

  await test.step('the second is about to freeze him while the first suspends him', async () => {
    await second.getByRole('button', { name: 'Act on this person' }).click();
    await second.getByRole('menuitem', { name: 'Freeze' }).click();
    await expect(second.getByRole('alertdialog')).toBeVisible();
    await first.getByRole('button', { name: 'Act on this person' }).click();
    await first.getByRole('menuitem', { name: suspend.item }).click();
    await confirmAct(first, { button: suspend.button, reason: 'A complaint.', operator: chief });
    await expect(first.getByText('Suspended', { exact: true }).first()).toBeVisible();
  });

  await test.step('the freeze is refused and says who was faster', async () => {
    await confirmAct(second, { button: 'Freeze', reason: 'A report.', operator: admin });
    const dialog = second.getByRole('alertdialog');
    await expect(dialog.getByText(/Changed by .+ meanwhile/u)).toBeVisible();
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await expect(second.getByText('Status: Active → Suspended')).toBeVisible();
    await expect(second.getByRole('button', { name: 'Act on this person' })).toBeDisabled();
  });

  await test.step('after looking, the second goes on from the current state', async () => {
    await second.getByRole('button', { name: 'I have looked' }).click();
    await second.getByRole('button', { name: 'Act on this person' }).click();
    await expect(second.getByRole('menuitem', { name: 'Freeze' })).toHaveCount(0);
    await second.getByRole('menuitem', { name: 'End the suspension' }).click();
    const button = 'End the suspension';
    await confirmAct(second, { button, reason: 'Settled.', operator: admin });
    await expect(second.getByText('Active', { exact: true }).first()).toBeVisible();
    await expect(first.getByText('Status: Suspended → Active')).toBeVisible();
  });
  await first.context().close();
  await second.context().close();
});

test('an invited operator chooses a password, sets up a factor and is at work', async ({
  browser,
  mainnet,
}) => {
  test.setTimeout(180_000);
  const colleague = makePerson('Ines', 'Duarte');
  const page = await openConsole(browser);

  await test.step('an administrator invites her as a reviewer', async () => {
    const office = await openConsole(browser);
    await signInToConsole(office, chief);
    await office.goto('/mainnet/operators');
    await office.getByRole('button', { name: 'Invite an operator' }).click();
    const dialog = office.getByRole('dialog', { name: 'Invite an operator' });
    await dialog.getByLabel('E-mail address').fill(colleague.email);
    await dialog.getByLabel('First name').fill(colleague.firstName);
    await dialog.getByLabel('Last name').fill(colleague.lastName);
    await dialog.getByRole('radio', { name: 'Reviewer' }).click();
    await dialog.getByRole('button', { name: 'Send the invitation' }).click();
    await expect(notice(office, /The invitation to .+ is on its way/u)).toBeVisible();
    await expect(office.getByText('Invited', { exact: true }).first()).toBeVisible();
    await office.context().close();
  });

  await test.step('the link lets her set a password, once', async () => {
    const { body } = await mainnet.waitForMessage(colleague.email, 'staffInvitation');
    const link = /https?:\/\/\S+#\S+/u.exec(body)![0];
    await page.goto(link);
    await expect(page.getByRole('heading', { level: 1, name: 'Welcome, Ines' })).toBeVisible();
    await page.getByLabel('New password').fill(colleague.password);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await expect(page.getByText('Your password is set.')).toBeVisible();
    await page.goto('about:blank');
    await page.goto(link);
    await expect(page.getByText(/used already|used or withdrawn|too old/u)).toBeVisible();
  });

  await test.step('signing in, she sets up her factor and keeps her codes', async () => {
    await givePassword(page, { tenant: 'mainnet', ...colleague });
    await expect(page.getByRole('heading', { name: 'Set up your second factor' })).toBeVisible();
    const key = (await page.locator('code').textContent())!.replaceAll(' ', '');
    await giveFactor(page, { totp: new TOTP({ secret: key }) });
    await expect(page.getByRole('heading', { name: 'Keep your recovery codes' })).toBeVisible();
    await page.getByLabel('I have kept these codes in a safe place.').click();
    await page.getByRole('button', { name: 'To the console' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Operators' })).toHaveCount(0);
  });
  await page.context().close();
});
