import { z } from 'zod';
import {
  SecondFactorMethod,
  SessionAudience,
  SessionTransport,
  UserRole,
  UserStatus,
} from './enums.ts';
import { Id } from './ids.ts';
import { Permission } from './permissions.ts';
import { TenantSummary } from './tenants.ts';
import { EmailAddress, OneTimeCode, PasswordText, RecoveryCodeText } from './text.ts';
import { PasskeyAnswer, PasskeyOptions } from './passkeys.ts';

export const SignInInput = z.strictObject({
  audience: SessionAudience,
  email: EmailAddress,
  password: PasswordText,
  /** TOKEN: for applications without a browser's cookies; answers with a pair of tokens. */
  transport: SessionTransport.default('COOKIE'),
});
export type SignInInput = z.infer<typeof SignInInput>;

/** A signed, short-lived proof that the password was right. */
const Challenge = z.string().min(20).max(2000);

export const VerifySecondFactorInput = z.strictObject({ challenge: Challenge, code: OneTimeCode });
export type VerifySecondFactorInput = z.infer<typeof VerifySecondFactorInput>;

export const VerifyRecoveryCodeInput = z.strictObject({
  challenge: Challenge,
  recoveryCode: RecoveryCodeText,
});
export type VerifyRecoveryCodeInput = z.infer<typeof VerifyRecoveryCodeInput>;

/** Asks the browser for a passkey: with a challenge as the second factor, without as the whole sign-in. */
export const BeginPasskeySignInInput = z.strictObject({
  audience: SessionAudience,
  challenge: Challenge.optional(),
});
export type BeginPasskeySignInInput = z.infer<typeof BeginPasskeySignInInput>;

export const BeginPasskeyOutput = z.object({
  /** Sealed; goes back with the browser's answer, once. */
  passkeyChallenge: z.string(),
  options: PasskeyOptions,
});
export type BeginPasskeyOutput = z.infer<typeof BeginPasskeyOutput>;

export const SignInWithPasskeyInput = z.strictObject({
  audience: SessionAudience,
  challenge: Challenge.optional(),
  passkeyChallenge: Challenge,
  answer: PasskeyAnswer,
  transport: SessionTransport.default('COOKIE'),
});
export type SignInWithPasskeyInput = z.infer<typeof SignInWithPasskeyInput>;

/** Proves again who sits there; a new token follows. */
export const StepUpInput = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('TOTP'), code: OneTimeCode }),
  z.strictObject({ method: z.literal('RECOVERY_CODE'), recoveryCode: RecoveryCodeText }),
  z.strictObject({
    method: z.literal('PASSKEY'),
    passkeyChallenge: Challenge,
    answer: PasskeyAnswer,
  }),
  /** Only where the account has no second factor. */
  z.strictObject({ method: z.literal('PASSWORD'), password: PasswordText }),
]);
export type StepUpInput = z.infer<typeof StepUpInput>;

export const StepUpMethods = z.object({
  methods: z.array(z.enum(['TOTP', 'PASSKEY', 'RECOVERY_CODE', 'PASSWORD'])),
});
export type StepUpMethods = z.infer<typeof StepUpMethods>;

/** A secret in a link or of a client: 256 bits, base64url, with what names its kind in front. */
export const SecretToken = z
  .string()
  .max(200, { error: 'too_long' })
  .regex(/^[A-Za-z0-9._-]{20,200}$/u, { error: 'token' });

export const RefreshInput = z.strictObject({ refreshToken: SecretToken });
export type RefreshInput = z.infer<typeof RefreshInput>;

export const TokenPair = z.object({
  /** `Authorization: Bearer …`; 15 minutes. */
  accessToken: z.string(),
  accessExpiresAt: z.date(),
  /** Used once; its answer carries the next. */
  refreshToken: z.string(),
  refreshExpiresAt: z.date(),
});
export type TokenPair = z.infer<typeof TokenPair>;

export const UnlockInput = z.strictObject({ token: SecretToken });
export type UnlockInput = z.infer<typeof UnlockInput>;

/** The caller as the server sees it. */
export const SessionView = z.object({
  sessionId: Id,
  audience: SessionAudience,
  user: z.object({
    id: Id,
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    role: UserRole,
    status: UserStatus,
  }),
  /** Where the account lives. */
  homeTenant: TenantSummary,
  /** The tenant the request acts in: another than home for platform operators only. */
  tenant: TenantSummary,
  permissions: z.array(Permission),
  expiresAt: z.date(),
  hasSecondFactor: z.boolean(),
  /** Until then acts that need a fresh factor pass. */
  steppedUpUntil: z.date(),
  isDevelopment: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;

/** A step-up's answer: the session as it is now. */
export const StepUpOutput = SessionView.extend({
  /** With transport TOKEN alone: the old pair is worth nothing. */
  tokens: TokenPair.optional(),
});
export type StepUpOutput = z.infer<typeof StepUpOutput>;

export const SignInOutput = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('SIGNED_IN'),
    session: SessionView,
    /** With transport TOKEN alone. */
    tokens: TokenPair.optional(),
    /** Shown once, after a first authenticator was enrolled. */
    recoveryCodes: z.array(z.string()).optional(),
  }),
  z.object({
    state: z.literal('SECOND_FACTOR_REQUIRED'),
    challenge: z.string(),
    methods: z.array(SecondFactorMethod),
  }),
  z.object({
    state: z.literal('ENROLMENT_REQUIRED'),
    challenge: z.string(),
    /** Base32, to type by hand. */
    secret: z.string(),
    otpauthUri: z.string(),
  }),
]);
export type SignInOutput = z.infer<typeof SignInOutput>;

export const Done = z.object({ isDone: z.literal(true) });
export type Done = z.infer<typeof Done>;
