import { expect, test } from '../office.ts';
import { makePerson } from '../people.ts';

test.use({ locale: 'fr-FR' });

test('the wizard speaks French, and so do its messages', async ({ page, mainnet }) => {
  const person = makePerson('Élodie', 'Mercier');
  const titre = (name: string) =>
    expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.goto('/mainnet/sign-up');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await titre('Quelle est votre adresse e-mail');
  await page.getByLabel('Adresse e-mail', { exact: true }).fill(person.email);
  await page.getByRole('button', { name: 'M’envoyer un code' }).click();

  await titre('Consultez vos e-mails');
  const { subject } = await mainnet.waitForMessage(person.email, 'registrationEmailCode');
  expect(subject).toBe('Votre code de vérification Mainnet');
  const code = page.getByLabel('Code à six chiffres');
  await code.fill(await mainnet.waitForCode(person.email, 'email'));

  await titre('Comment vous appelez-vous');
  await page.getByLabel('Prénom').fill(person.firstName);
  await page.getByLabel('Nom de famille').fill(person.lastName);
  await page.getByRole('combobox').fill('allem');
  await page.getByRole('option', { name: 'Allemagne' }).click();
  await page.getByRole('button', { name: 'Continuer', exact: true }).click();

  await titre('Quand êtes-vous né');
  await page.getByLabel('Jour').fill('31');
  await page.getByLabel('Mois').selectOption('février');
  await page.getByLabel('Année').fill('2000');
  await page.getByRole('button', { name: 'Continuer', exact: true }).click();
  await expect(page.getByText('Ce jour n’existe pas.', { exact: false })).toBeVisible();
  await page.getByLabel('Jour').fill('29');
  await page.getByLabel('Année').fill('2020');
  await page.getByRole('radio', { name: 'Femme' }).click();
  await page.getByRole('button', { name: 'Continuer', exact: true }).click();
  await expect(
    page.getByText('Il faut avoir au moins 18 ans pour ouvrir un compte.'),
  ).toBeVisible();
  await page.getByLabel('Année').fill('2000');
  await page.getByRole('button', { name: 'Continuer', exact: true }).click();

  await titre('Choisissez un mot de passe');
  await page.getByLabel('Mot de passe', { exact: true }).fill('mercier mercier mercier');
  await page.getByRole('button', { name: 'Continuer', exact: true }).click();
  await expect(page.getByText('N’y mettez pas votre nom de famille.')).toBeVisible();

  await page.getByRole('button', { name: /^Langue/u }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Choose a password' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Choose a password' })).toBeVisible();
});
