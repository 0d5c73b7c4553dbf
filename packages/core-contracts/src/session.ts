import { z } from 'zod';
import { SessionAudience, UserRole, UserStatus } from './enums.ts';
import { Id } from './ids.ts';
import { Permission } from './permissions.ts';
import { TenantSummary } from './tenants.ts';
import { EmailAddress, OneTimeCode, PasswordText } from './text.ts';

export const SignInInput = z.strictObject({
  audience: SessionAudience,
  email: EmailAddress,
  password: PasswordText,
});
export type SignInInput = z.infer<typeof SignInInput>;

/** A signed, short-lived proof that the password was right. */
const Challenge = z.string().min(20).max(2000);

export const VerifySecondFactorInput = z.strictObject({ challenge: Challenge, code: OneTimeCode });
export type VerifySecondFactorInput = z.infer<typeof VerifySecondFactorInput>;

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
  isDevelopment: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;

export const SignInOutput = z.discriminatedUnion('state', [
  z.object({ state: z.literal('SIGNED_IN'), session: SessionView }),
  z.object({ state: z.literal('SECOND_FACTOR_REQUIRED'), challenge: z.string() }),
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
