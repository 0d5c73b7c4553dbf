import type { Locale } from '@freehold/core-contracts/ids';

/** What each template is filled with. */
export interface TemplateParameters {
  registrationEmailCode: { readonly code: string; readonly minutes: number };
  registrationPhoneCode: { readonly code: string; readonly minutes: number };
  registrationResumeLink: { readonly path: string };
  accountExists: { readonly signInPath: string };
  phoneInUse: Record<string, never>;
  welcome: { readonly firstName: string };
  approvalGranted: { readonly firstName: string };
  accountActive: { readonly firstName: string };
  approvalDenied: { readonly firstName: string; readonly reason: string };
  informationRequested: { readonly firstName: string; readonly request: string };
}

export type TemplateName = keyof TemplateParameters;

type Rendered = { readonly subject: string; readonly body: string };
type Template<T extends TemplateName> = (
  parameters: TemplateParameters[T],
  product: string,
) => Rendered;
type Catalogue = { readonly [T in TemplateName]: Template<T> };

const english: Catalogue = {
  registrationEmailCode: ({ code, minutes }, product) => ({
    subject: `Your ${product} verification code`,
    body: `Your verification code is ${code}. It is valid for ${minutes} minutes and works once.\n\nIf you did not ask for it, you can ignore this message.`,
  }),
  registrationPhoneCode: ({ code, minutes }, product) => ({
    subject: `${product} code`,
    body: `${product}: your code is ${code}, valid for ${minutes} minutes. Never pass it on.`,
  }),
  registrationResumeLink: ({ path }, product) => ({
    subject: `Continue your ${product} registration`,
    body: `Open this address on any device to continue where you stopped:\n\n${path}\n\nWhoever has it can continue your registration: do not forward it.`,
  }),
  accountExists: ({ signInPath }, product) => ({
    subject: `You already have a ${product} account`,
    body: `Somebody, probably you, began to register at ${product} with this address. There is an account for it already; you can sign in here:\n\n${signInPath}\n\nIf it was not you, nothing has changed and nothing needs to be done.`,
  }),
  phoneInUse: (_, product) => ({
    subject: 'Your phone number was entered in a registration',
    body: `Somebody entered the phone number of your ${product} account in a new registration. Nothing has changed for your account. If it was you, sign in with your existing account instead.`,
  }),
  welcome: ({ firstName }, product) => ({
    subject: `Welcome to ${product}`,
    body: `Welcome, ${firstName}.\n\nYour registration is complete. We are looking at what you told us and will write as soon as there is a decision.`,
  }),
  approvalGranted: ({ firstName }, product) => ({
    subject: `Your ${product} account was approved`,
    body: `Good news, ${firstName}: your account was approved. It is being set up and will be ready in a moment.`,
  }),
  accountActive: ({ firstName }, product) => ({
    subject: `Your ${product} account is ready`,
    body: `${firstName}, your account is active and your first wallet is open. You can sign in now.`,
  }),
  approvalDenied: ({ firstName, reason }, product) => ({
    subject: `About your ${product} application`,
    body: `${firstName}, we cannot open an account for you at this time.\n\nReason: ${reason}`,
  }),
  informationRequested: ({ firstName, request }, product) => ({
    subject: `${product} needs something from you`,
    body: `${firstName}, to go on with your application we need the following:\n\n${request}`,
  }),
};

const french: Catalogue = {
  registrationEmailCode: ({ code, minutes }, product) => ({
    subject: `Votre code de vérification ${product}`,
    body: `Votre code de vérification est ${code}. Il est valable ${minutes} minutes et ne sert qu’une fois.\n\nSi vous ne l’avez pas demandé, ignorez ce message.`,
  }),
  registrationPhoneCode: ({ code, minutes }, product) => ({
    subject: `Code ${product}`,
    body: `${product} : votre code est ${code}, valable ${minutes} minutes. Ne le communiquez à personne.`,
  }),
  registrationResumeLink: ({ path }, product) => ({
    subject: `Reprendre votre inscription à ${product}`,
    body: `Ouvrez cette adresse sur n’importe quel appareil pour reprendre là où vous en étiez :\n\n${path}\n\nQui la possède peut continuer votre inscription : ne la transmettez pas.`,
  }),
  accountExists: ({ signInPath }, product) => ({
    subject: `Vous avez déjà un compte ${product}`,
    body: `Quelqu’un, sans doute vous, a commencé une inscription à ${product} avec cette adresse. Un compte existe déjà ; vous pouvez vous connecter ici :\n\n${signInPath}\n\nSi ce n’était pas vous, rien n’a changé et vous n’avez rien à faire.`,
  }),
  phoneInUse: (_, product) => ({
    subject: 'Votre numéro de téléphone a été saisi dans une inscription',
    body: `Quelqu’un a saisi le numéro de téléphone de votre compte ${product} dans une nouvelle inscription. Rien n’a changé pour votre compte. Si c’était vous, connectez-vous plutôt avec votre compte existant.`,
  }),
  welcome: ({ firstName }, product) => ({
    subject: `Bienvenue chez ${product}`,
    body: `Bienvenue, ${firstName}.\n\nVotre inscription est terminée. Nous examinons vos informations et vous écrirons dès qu’une décision sera prise.`,
  }),
  approvalGranted: ({ firstName }, product) => ({
    subject: `Votre compte ${product} est approuvé`,
    body: `Bonne nouvelle, ${firstName} : votre compte est approuvé. Il est en cours de création et sera prêt dans un instant.`,
  }),
  accountActive: ({ firstName }, product) => ({
    subject: `Votre compte ${product} est prêt`,
    body: `${firstName}, votre compte est actif et votre premier portefeuille est ouvert. Vous pouvez vous connecter.`,
  }),
  approvalDenied: ({ firstName, reason }, product) => ({
    subject: `À propos de votre demande chez ${product}`,
    body: `${firstName}, nous ne pouvons pas vous ouvrir de compte pour le moment.\n\nMotif : ${reason}`,
  }),
  informationRequested: ({ firstName, request }, product) => ({
    subject: `${product} a besoin d’un complément`,
    body: `${firstName}, pour poursuivre votre demande il nous faut ceci :\n\n${request}`,
  }),
};

const catalogues: Readonly<Record<Locale, Catalogue>> = { en: english, fr: french };

/** Subject and body of a template in a language; `product` is the tenant's name. */
export function renderTemplate<T extends TemplateName>(
  name: T,
  locale: Locale,
  parameters: TemplateParameters[T],
  product: string,
): Rendered {
  return catalogues[locale][name](parameters, product);
}
