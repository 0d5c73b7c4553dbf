import type { SecondFactorMethod, UserRole, UserStatus } from '@freehold/core-contracts/enums';
import type { Catalogue } from './parameters.ts';
import { toDay, toName } from './wording.ts';

const factors: Readonly<Record<SecondFactorMethod, { added: string; removed: string }>> = {
  TOTP: {
    added: 'une application d’authentification a été ajoutée',
    removed: 'une application d’authentification a été retirée',
  },
  PASSKEY: {
    added: 'une clé d’accès a été ajoutée',
    removed: 'une clé d’accès a été retirée',
  },
  RECOVERY_CODE: {
    added: 'des codes de secours ont été ajoutés',
    removed: 'des codes de secours ont été retirés',
  },
};

const statuses: Readonly<Record<UserStatus, string>> = {
  REGISTERED: 'inscrit',
  PENDING_ADMIN_APPROVAL: 'en attente d’approbation',
  APPROVED_PENDING_ONCHAIN: 'approuvé et en cours de création',
  ACTIVE: 'actif',
  DENIED: 'refusé',
  FROZEN: 'gelé',
  SUSPENDED: 'suspendu',
  CLOSED: 'clôturé',
};

const roles: Readonly<Record<UserRole, string>> = {
  USER: 'utilisateur',
  ADMIN: 'administrateur',
  REVIEWER: 'examinateur',
  TREASURER: 'trésorier',
  AUDITOR: 'auditeur',
  PLATFORM_OPERATOR: 'opérateur de la plateforme',
};

const plural = (count: number, one: string) => `${count} ${one}${count < 2 ? '' : 's'}`;
const notYou =
  'Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe avec « Mot de passe oublié » sur la page de connexion, et fermez les sessions que vous ne connaissez pas.';
const ignore = 'Si ce n’était pas vous, rien n’a changé et vous n’avez rien à faire.';

export const french: Catalogue = {
  registrationEmailCode: ({ code, minutes }, product) => ({
    subject: `Votre code de vérification ${product}`,
    body: `Votre code de vérification est ${code}. Il est valable ${plural(minutes, 'minute')} et ne sert qu’une fois.\n\nSi vous ne l’avez pas demandé, ignorez ce message.`,
  }),
  registrationPhoneCode: ({ code, minutes }, product) => ({
    subject: `Code ${product}`,
    body: `${product} : votre code est ${code}, valable ${plural(minutes, 'minute')}. Ne le communiquez à personne.`,
  }),
  registrationResumeLink: ({ path }, product) => ({
    subject: `Reprendre votre inscription à ${product}`,
    body: `Ouvrez cette adresse sur n’importe quel appareil pour reprendre là où vous en étiez :\n\n${path}\n\nQui la possède peut continuer votre inscription : ne la transmettez pas.`,
  }),
  accountExists: ({ path }, product) => ({
    subject: `Vous avez déjà un compte ${product}`,
    body: `Quelqu’un, sans doute vous, a commencé une inscription à ${product} avec cette adresse. Un compte existe déjà ; vous pouvez vous connecter ici :\n\n${path}\n\n${ignore}`,
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

  passwordReset: ({ path, minutes }, product) => ({
    subject: `Choisir un nouveau mot de passe ${product}`,
    body: `Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour le compte ${product} lié à cette adresse. Choisissez-le ici dans les ${plural(minutes, 'minute')} :\n\n${path}\n\nCette adresse ne sert qu’une fois. Ne la transmettez pas. ${ignore}`,
  }),
  passwordChanged: ({ firstName, device }, product) => ({
    subject: `Votre mot de passe ${product} a été changé`,
    body: `${firstName}, le mot de passe de votre compte ${product} a été changé (${toName(device, 120)}). Toutes les autres sessions ont été fermées.\n\n${notYou}`,
  }),
  signInLocked: ({ path, minutes }, product) => ({
    subject: `La connexion à votre compte ${product} est suspendue`,
    body: `Il y a eu trop de tentatives de connexion manquées à votre compte ${product}. La connexion est suspendue pendant ${plural(minutes, 'minute')}. Si c’était vous, ouvrez cette adresse pour vous reconnecter tout de suite :\n\n${path}\n\nCette adresse ne sert qu’une fois. Ne la transmettez pas. Si ce n’était pas vous, votre mot de passe n’a pas été deviné et vous n’avez rien à faire.`,
  }),
  secondFactorLocked: ({ path, minutes }, product) => ({
    subject: `Quelqu’un connaît peut-être votre mot de passe ${product}`,
    body: `Il y a eu trop de codes erronés à la seconde étape de la connexion à votre compte ${product}, suspendue pendant ${plural(minutes, 'minute')}. Si c’était vous, ouvrez cette adresse pour continuer tout de suite :\n\n${path}\n\nCette adresse ne sert qu’une fois. Ne la transmettez pas. Si ce n’était pas vous, quelqu’un connaît votre mot de passe : votre second facteur l’a arrêté. Choisissez maintenant un nouveau mot de passe.`,
  }),
  newDevice: ({ firstName, device, ip }, product) => ({
    subject: `Nouvelle connexion à votre compte ${product}`,
    body: `${firstName}, quelqu’un s’est connecté à votre compte ${product} depuis un appareil encore inconnu.\n\nAppareil : ${toName(device, 120)}\nAdresse réseau : ${ip}\n\n${notYou}`,
  }),
  emailVerification: ({ path }, product) => ({
    subject: `Confirmez votre adresse pour ${product}`,
    body: `Ouvrez cette adresse pour confirmer que vous recevez nos messages ici :\n\n${path}\n\nCette adresse ne sert qu’une fois. ${ignore}`,
  }),
  emailChangeConfirm: ({ path }, product) => ({
    subject: `Confirmez votre nouvelle adresse pour ${product}`,
    body: `Quelqu’un, sans doute vous, veut utiliser cette adresse pour un compte ${product}. Ouvrez cette adresse pour la confirmer :\n\n${path}\n\nCette adresse ne sert qu’une fois. Ne la transmettez pas. ${ignore}`,
  }),
  emailChanged: ({ firstName, newEmailHint }, product) => ({
    subject: `L’adresse de votre compte ${product} a été changée`,
    body: `${firstName}, votre compte ${product} a maintenant l’adresse ${newEmailHint}. Ceci est le dernier message à l’ancienne.\n\nSi ce n’était pas vous, écrivez tout de suite à qui gère ${product} : le compte n’est plus accessible depuis cette adresse.`,
  }),
  phoneChangeCode: ({ code, minutes }, product) => ({
    subject: `Code ${product}`,
    body: `${product} : votre code pour le nouveau numéro est ${code}, valable ${plural(minutes, 'minute')}. Ne le communiquez à personne.`,
  }),
  phoneChanged: ({ firstName }, product) => ({
    subject: `Le numéro de téléphone de votre compte ${product} a été changé`,
    body: `${firstName}, le numéro de téléphone de votre compte ${product} a été changé.\n\n${notYou}`,
  }),
  factorAdded: ({ firstName, factor }, product) => ({
    subject: `Un moyen de connexion à ${product} a été ajouté`,
    body: `${firstName}, ${factors[factor].added} à votre compte ${product}.\n\n${notYou}`,
  }),
  factorRemoved: ({ firstName, factor }, product) => ({
    subject: `Un moyen de connexion à ${product} a été retiré`,
    body: `${firstName}, ${factors[factor].removed} de votre compte ${product}.\n\n${notYou}`,
  }),
  recoveryCodeUsed: ({ firstName, left }, product) => ({
    subject: `Un code de secours de votre compte ${product} a servi`,
    body: `${firstName}, un code de secours a servi à se connecter à votre compte ${product}. Il vous reste ${plural(left, 'code')} ; vous pouvez en créer d’autres sur la page de sécurité.\n\n${notYou}`,
  }),
  sessionReused: ({ firstName, device }, product) => ({
    subject: `Une session de votre compte ${product} a été fermée`,
    body: `${firstName}, la preuve d’une session de votre compte ${product} a servi deux fois (${toName(device, 120)}). Quelqu’un l’a peut-être copiée ; la session a donc été fermée. Connectez-vous de nouveau.\n\n${notYou}`,
  }),
  statusChanged: ({ firstName, status, reason }, product) => ({
    subject: `Votre compte ${product} est maintenant ${statuses[status]}`,
    body: `${firstName}, votre compte ${product} est maintenant ${statuses[status]}.\n\nMotif : ${reason}`,
  }),
  accountDeleted: ({ firstName }, product) => ({
    subject: `Votre compte ${product} a été supprimé`,
    body: `${firstName}, votre compte ${product} a été supprimé et toutes ses sessions ont été fermées. Si vous ne vous y attendiez pas, écrivez à qui gère ${product}.`,
  }),

  organizationInvitation: ({ organization, inviter, path }, product) => ({
    subject: `Invitation à rejoindre ${toName(organization)} chez ${product}`,
    body: `${toName(inviter)} vous invite à rejoindre ${toName(organization)} chez ${product}. Voyez l’invitation ici :\n\n${path}\n\nNe la transmettez pas. Si vous ne savez pas qui vous invite, ignorez ce message.`,
  }),
  organizationHandedOver: ({ organization }, product) => ({
    subject: `${toName(organization)} chez ${product} change de propriétaire`,
    body: `La propriété de ${toName(organization)} chez ${product} a été transmise. Si vous ne vous y attendiez pas, écrivez à qui gère ${product}.`,
  }),
  subscriptionExpiring: ({ organization, date }, product) => ({
    subject: `L’abonnement ${product} de ${toName(organization)} se termine bientôt`,
    body: `L’abonnement ${product} de ${toName(organization)} se termine le ${toDay(date, 'fr')}. Renouvelez-le d’ici là pour garder ce qui l’accompagne.`,
  }),
  subscriptionExpired: ({ organization }, product) => ({
    subject: `L’abonnement ${product} de ${toName(organization)} est terminé`,
    body: `L’abonnement ${product} de ${toName(organization)} est terminé. L’organisation continue avec ce qui est gratuit.`,
  }),
  apiKeyExpiring: ({ name, organization, date }, product) => ({
    subject: `Une clé d’API de ${toName(organization)} expire bientôt`,
    body: `La clé d’API « ${toName(name)} » de ${toName(organization)} chez ${product} expire le ${toDay(date, 'fr')}. Renouvelez-la d’ici là, pour que ce qui l’utilise continue de fonctionner.`,
  }),
  webhookDisabled: ({ url, organization }, product) => ({
    subject: `Un webhook chez ${product} a été désactivé`,
    body: `Le webhook ${url}${organization === null ? '' : ` de ${toName(organization)}`} échoue depuis si longtemps que ${product} l’a désactivé. Réparez le destinataire, réactivez le webhook et renvoyez-lui ce qu’il a manqué.`,
  }),

  staffInvitation: ({ tenant, role, path }, product) => ({
    subject: `Vous êtes invité à gérer ${tenant}`,
    body: `Vous êtes invité à la console ${product} de ${tenant} en tant que : ${roles[role]}. Choisissez votre mot de passe ici :\n\n${path}\n\nCette adresse ne sert qu’une fois. Ne la transmettez pas.`,
  }),
  proposalWaiting: ({ action, proposer, path }, product) => ({
    subject: `${toName(proposer)} demande un second regard`,
    body: `${toName(proposer)} a proposé « ${action} » chez ${product}. Rien n’est fait avant l’accord d’un autre opérateur :\n\n${path}`,
  }),
};
