import type { TemplateName } from './parameters.ts';

/**
 * CODE: asked for by somebody and useless later. SECURITY: what the owner of an account must learn
 * whatever else happens. SERVICE: what a person waits for. OPTIONAL: what a person may turn off.
 */
export type MessagePurpose = 'CODE' | 'SECURITY' | 'SERVICE' | 'OPTIONAL';

export interface TemplateFacts {
  readonly purpose: MessagePurpose;
  /** True where the body lets somebody in, or tells whether there is an account. */
  readonly isSecret: boolean;
  /** True where somebody asks for it: its budget is taken then and not when it leaves. */
  readonly isAsked: boolean;
}

const code = { purpose: 'CODE', isSecret: true, isAsked: true } as const;
const security = { purpose: 'SECURITY', isSecret: false, isAsked: false } as const;
const service = { purpose: 'SERVICE', isSecret: false, isAsked: false } as const;
const optional = { purpose: 'OPTIONAL', isSecret: false, isAsked: false } as const;

export const templateFacts: Readonly<Record<TemplateName, TemplateFacts>> = {
  registrationEmailCode: code,
  registrationPhoneCode: code,
  registrationResumeLink: code,
  accountExists: code,
  phoneInUse: code,
  welcome: service,
  approvalGranted: service,
  accountActive: service,
  approvalDenied: service,
  informationRequested: service,
  passwordReset: code,
  passwordChanged: security,
  signInLocked: { ...security, isSecret: true },
  secondFactorLocked: { ...security, isSecret: true },
  newDevice: security,
  emailVerification: code,
  emailChangeConfirm: code,
  emailChanged: security,
  phoneChangeCode: code,
  phoneChanged: security,
  factorAdded: security,
  factorRemoved: security,
  recoveryCodeUsed: security,
  sessionReused: security,
  statusChanged: security,
  accountDeleted: security,
  organizationInvitation: { ...service, isSecret: true, isAsked: true },
  organizationHandedOver: service,
  subscriptionExpiring: optional,
  subscriptionExpired: optional,
  apiKeyExpiring: optional,
  webhookDisabled: optional,
  staffInvitation: { ...service, isSecret: true },
  proposalWaiting: optional,
};

/** Templates whose messages the owner of an account must get. */
export const securityTemplates: string[] = Object.entries(templateFacts)
  .filter(([, { purpose }]) => purpose === 'SECURITY')
  .map(([name]) => name);

/** The facts of a template as a row names it; of one that no longer exists, those of a service message that is secret. */
export function factsOf(template: string): TemplateFacts {
  const known: Readonly<Record<string, TemplateFacts>> = templateFacts;
  return known[template] ?? { ...service, isSecret: true };
}

/** Whether a message is sent before what else its tenant has waiting. */
export function isUrgent({ purpose }: TemplateFacts): boolean {
  return purpose === 'CODE' || purpose === 'SECURITY';
}
