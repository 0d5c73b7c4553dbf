import type { SecondFactorMethod, UserRole, UserStatus } from '@freehold/core-contracts/enums';

type None = Readonly<Record<string, never>>;
type Code = { readonly code: string; readonly minutes: number };
/** `path` is the whole address; a secret in it stands after `#`, which no browser sends to a server. */
type Link = { readonly path: string };
type Person = { readonly firstName: string };

/** What each template is filled with. */
export interface TemplateParameters {
  registrationEmailCode: Code;
  registrationPhoneCode: Code;
  registrationResumeLink: Link;
  accountExists: Link;
  phoneInUse: None;
  welcome: Person;
  approvalGranted: Person;
  accountActive: Person;
  approvalDenied: Person & { readonly reason: string };
  informationRequested: Person & { readonly request: string };

  passwordReset: Link & { readonly minutes: number };
  passwordChanged: Person & { readonly device: string };
  signInLocked: Link & { readonly minutes: number };
  /** Whoever tried knew the password. */
  secondFactorLocked: Link & { readonly minutes: number };
  newDevice: Person & { readonly device: string; readonly ip: string };
  /** A token of an application came twice, so its session was ended. */
  sessionReused: Person & { readonly device: string };
  emailVerification: Link;
  emailChangeConfirm: Link;
  /** To the address that was left; the new one only in part. */
  emailChanged: Person & { readonly newEmailHint: string };
  phoneChangeCode: Code;
  phoneChanged: Person;
  factorAdded: Person & { readonly factor: SecondFactorMethod };
  factorRemoved: Person & { readonly factor: SecondFactorMethod };
  recoveryCodeUsed: Person & { readonly left: number };
  statusChanged: Person & { readonly status: UserStatus; readonly reason: string };
  accountDeleted: Person;

  organizationInvitation: Link & { readonly organization: string; readonly inviter: string };
  organizationHandedOver: { readonly organization: string };
  subscriptionExpiring: { readonly organization: string; readonly date: Date };
  subscriptionExpired: { readonly organization: string };
  apiKeyExpiring: { readonly name: string; readonly organization: string; readonly date: Date };
  /** `organization` is null for a webhook of the tenant itself. */
  webhookDisabled: { readonly url: string; readonly organization: string | null };

  staffInvitation: Link & { readonly tenant: string; readonly role: UserRole };
  proposalWaiting: Link & { readonly action: string; readonly proposer: string };
}

export type TemplateName = keyof TemplateParameters;

export type Rendered = { readonly subject: string; readonly body: string };
export type Template<T extends TemplateName> = (
  parameters: TemplateParameters[T],
  product: string,
) => Rendered;
export type Catalogue = { readonly [T in TemplateName]: Template<T> };
