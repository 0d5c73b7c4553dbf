import { z } from 'zod';
import { SessionAudience, SessionEndReason, SessionTransport } from './enums.ts';
import { Id } from './ids.ts';
import { PasskeyAnswer } from './passkeys.ts';
import { SecretToken } from './session.ts';
import { EmailAddress, line, OneTimeCode, PasswordText, PhoneNumber } from './text.ts';

/** One of the places where the caller is signed in. */
export const OwnSession = z.object({
  id: Id,
  audience: SessionAudience,
  transport: SessionTransport,
  device: z.string().nullable(),
  ip: z.string().nullable(),
  hasSecondFactor: z.boolean(),
  isCurrent: z.boolean(),
  createdAt: z.date(),
  lastActivityAt: z.date(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
  endReason: SessionEndReason.nullable(),
});
export type OwnSession = z.infer<typeof OwnSession>;

export const OwnDevice = z.object({
  id: Id,
  name: z.string(),
  ip: z.string().nullable(),
  isCurrent: z.boolean(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
  expiresAt: z.date(),
});
export type OwnDevice = z.infer<typeof OwnDevice>;

export const OwnAuthenticator = z.object({
  id: Id,
  name: z.string(),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
});
export type OwnAuthenticator = z.infer<typeof OwnAuthenticator>;

export const OwnPasskey = z.object({
  id: Id,
  name: z.string(),
  isBackedUp: z.boolean(),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
});
export type OwnPasskey = z.infer<typeof OwnPasskey>;

/** Everything the security page shows. */
export const SecurityView = z.object({
  email: z.string(),
  isEmailVerified: z.boolean(),
  phone: z.string().nullable(),
  isPhoneVerified: z.boolean(),
  hasPassword: z.boolean(),
  passwordChangedAt: z.date().nullable(),
  /** A new address that has not been confirmed yet. */
  pendingEmail: z.string().nullable(),
  pendingPhone: z.string().nullable(),
  authenticators: z.array(OwnAuthenticator),
  passkeys: z.array(OwnPasskey),
  recoveryCodesLeft: z.int(),
  /** Least length of a new password for this account, code points: 15 alone, 8 beside a second factor. */
  minimumPasswordLength: z.int(),
});
export type SecurityView = z.infer<typeof SecurityView>;

export const EndSessionInput = z.strictObject({ sessionId: Id });
export type EndSessionInput = z.infer<typeof EndSessionInput>;

export const EndedSessions = z.object({ ended: z.int() });
export type EndedSessions = z.infer<typeof EndedSessions>;

export const RevokeDeviceInput = z.strictObject({ deviceId: Id });
export type RevokeDeviceInput = z.infer<typeof RevokeDeviceInput>;

export const RequestPasswordResetInput = z.strictObject({ email: EmailAddress });
export type RequestPasswordResetInput = z.infer<typeof RequestPasswordResetInput>;

export const ResetPasswordInput = z.strictObject({
  token: SecretToken,
  newPassword: PasswordText,
});
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;

export const ChangePasswordInput = z.strictObject({
  currentPassword: PasswordText,
  newPassword: PasswordText,
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

/** A link's secret: for the confirmation of an address. */
export const TokenInput = z.strictObject({ token: SecretToken });
export type TokenInput = z.infer<typeof TokenInput>;

export const RequestEmailChangeInput = z.strictObject({ newEmail: EmailAddress });
export type RequestEmailChangeInput = z.infer<typeof RequestEmailChangeInput>;

export const RequestPhoneChangeInput = z.strictObject({ phone: PhoneNumber });
export type RequestPhoneChangeInput = z.infer<typeof RequestPhoneChangeInput>;

export const ConfirmPhoneChangeInput = z.strictObject({ code: OneTimeCode });
export type ConfirmPhoneChangeInput = z.infer<typeof ConfirmPhoneChangeInput>;

export const BeginTotpOutput = z.object({
  authenticatorId: Id,
  /** Base32, to type by hand. */
  secret: z.string(),
  otpauthUri: z.string(),
});
export type BeginTotpOutput = z.infer<typeof BeginTotpOutput>;

export const ConfirmTotpInput = z.strictObject({
  authenticatorId: Id,
  code: OneTimeCode,
  name: line(60).optional(),
});
export type ConfirmTotpInput = z.infer<typeof ConfirmTotpInput>;

/** Codes are shown once, and only when there were none before. */
export const FactorAdded = z.object({ recoveryCodes: z.array(z.string()).nullable() });
export type FactorAdded = z.infer<typeof FactorAdded>;

export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const AuthenticatorInput = z.strictObject({ authenticatorId: Id });
export type AuthenticatorInput = z.infer<typeof AuthenticatorInput>;

export const AddPasskeyInput = z.strictObject({
  passkeyChallenge: z
    .string()
    .min(20)
    .max(2000)
    .regex(/^[A-Za-z0-9_-]+$/u),
  answer: PasskeyAnswer,
  name: line(60),
});
export type AddPasskeyInput = z.infer<typeof AddPasskeyInput>;

export const PasskeyInput = z.strictObject({ passkeyId: Id });
export type PasskeyInput = z.infer<typeof PasskeyInput>;

export const RenamePasskeyInput = z.strictObject({ passkeyId: Id, name: line(60) });
export type RenamePasskeyInput = z.infer<typeof RenamePasskeyInput>;
