import { z } from 'zod';
import { Gender } from './enums.ts';
import { CalendarDate, CountryCode, Id, Locale, Version } from './ids.ts';
import { pageOf, PageInput, sortBy } from './page.ts';
import { RegistrationStep } from './registration-steps.ts';
import { EmailAddress, line, OneTimeCode, PasswordText, Reason } from './text.ts';

/** Secret of one device for one registration: 256 random bits, base64url. */
export const RegistrationHandle = z.string().regex(/^[A-Za-z0-9_-]{43}$/u, { error: 'handle' });

export const StartRegistrationInput = z.strictObject({
  email: EmailAddress,
  locale: Locale.default('en'),
});
export type StartRegistrationInput = z.infer<typeof StartRegistrationInput>;

export const RegistrationHandleInput = z.strictObject({ handle: RegistrationHandle });
export type RegistrationHandleInput = z.infer<typeof RegistrationHandleInput>;

export const VerifyRegistrationCodeInput = z.strictObject({
  handle: RegistrationHandle,
  code: OneTimeCode,
});
export type VerifyRegistrationCodeInput = z.infer<typeof VerifyRegistrationCodeInput>;

export const ChangeRegistrationEmailInput = z.strictObject({
  handle: RegistrationHandle,
  email: EmailAddress,
});
export type ChangeRegistrationEmailInput = z.infer<typeof ChangeRegistrationEmailInput>;

export const SetRegistrationNameInput = z.strictObject({
  handle: RegistrationHandle,
  firstName: line(100),
  lastName: line(100),
  countryCode: CountryCode,
});
export type SetRegistrationNameInput = z.infer<typeof SetRegistrationNameInput>;

export const SetRegistrationBirthInput = z.strictObject({
  handle: RegistrationHandle,
  dateOfBirth: CalendarDate,
  gender: Gender,
});
export type SetRegistrationBirthInput = z.infer<typeof SetRegistrationBirthInput>;

export const SetRegistrationPasswordInput = z.strictObject({
  handle: RegistrationHandle,
  password: PasswordText,
});
export type SetRegistrationPasswordInput = z.infer<typeof SetRegistrationPasswordInput>;

export const SetRegistrationPhoneInput = z.strictObject({
  handle: RegistrationHandle,
  phone: line(40),
});
export type SetRegistrationPhoneInput = z.infer<typeof SetRegistrationPhoneInput>;

/** When a code may be asked for again, and how many tries are left. */
export const CodeState = z.object({
  sentAt: z.date(),
  expiresAt: z.date(),
  resendAt: z.date(),
  attemptsLeft: z.int(),
});
export type CodeState = z.infer<typeof CodeState>;

/** A registration as its own device may see it. Before the address is proved it holds the address as typed, and no more. */
export const RegistrationView = z.object({
  step: RegistrationStep,
  email: z.string(),
  isEmailVerified: z.boolean(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  countryCode: z.string().nullable(),
  dateOfBirth: z.string().nullable(),
  gender: Gender.nullable(),
  hasPassword: z.boolean(),
  phone: z.string().nullable(),
  isPhoneVerified: z.boolean(),
  emailCode: CodeState.nullable(),
  phoneCode: CodeState.nullable(),
  expiresAt: z.date(),
});
export type RegistrationView = z.infer<typeof RegistrationView>;

export const StartRegistrationOutput = z.object({
  handle: RegistrationHandle,
  registration: RegistrationView,
});
export type StartRegistrationOutput = z.infer<typeof StartRegistrationOutput>;

/** A link's secret for another device; it is also sent to the proved address. */
export const ResumeLinkOutput = z.object({ resumeToken: RegistrationHandle });
export type ResumeLinkOutput = z.infer<typeof ResumeLinkOutput>;

/* Operators */

export const ListRegistrationsInput = PageInput.extend({
  search: line(100).optional(),
  step: z.array(RegistrationStep).max(10).optional(),
  isExpired: z.boolean().optional(),
  sort: sortBy(['createdAt', 'expiresAt', 'updatedAt']).default({
    field: 'createdAt',
    direction: 'desc',
  }),
});
export type ListRegistrationsInput = z.infer<typeof ListRegistrationsInput>;

export const RegistrationSummary = z.object({
  id: Id,
  email: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  countryCode: z.string().nullable(),
  step: RegistrationStep,
  emailAttemptsLeft: z.int(),
  phoneAttemptsLeft: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
  expiresAt: z.date(),
  version: z.int(),
});
export type RegistrationSummary = z.infer<typeof RegistrationSummary>;

export const RegistrationPage = pageOf(RegistrationSummary);
export type RegistrationPage = z.infer<typeof RegistrationPage>;

export const GetRegistrationInput = z.strictObject({ registrationId: Id });
export type GetRegistrationInput = z.infer<typeof GetRegistrationInput>;

export const RegistrationDetail = RegistrationSummary.extend({
  phone: z.string().nullable(),
  isEmailVerified: z.boolean(),
  isPhoneVerified: z.boolean(),
  isDisposableEmail: z.boolean(),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdUserId: Id.nullable(),
  messages: z.array(
    z.object({
      id: Id,
      channel: z.string(),
      template: z.string(),
      status: z.string(),
      attempts: z.int(),
      createdAt: z.date(),
      sentAt: z.date().nullable(),
    }),
  ),
});
export type RegistrationDetail = z.infer<typeof RegistrationDetail>;

export const ManageRegistrationInput = z.strictObject({
  registrationId: Id,
  version: Version,
  reason: Reason,
});
export type ManageRegistrationInput = z.infer<typeof ManageRegistrationInput>;

/** What the registration service hands over when all seven steps are done; its id makes the account once. */
export const CompleteRegistrationInput = z.strictObject({
  registrationId: Id,
  email: EmailAddress,
  emailVerifiedAt: z.date(),
  locale: Locale,
  firstName: line(100),
  lastName: line(100),
  countryCode: CountryCode,
  dateOfBirth: CalendarDate,
  gender: Gender,
  /** PHC string format. */
  passwordHash: z.string().regex(/^\$[\x21-\x7e]{19,254}$/u, { error: 'password_hash' }),
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/u, { error: 'phone' }),
  phoneVerifiedAt: z.date(),
  isDisposableEmail: z.boolean(),
  ipAddress: line(45).nullable(),
  userAgent: line(400).nullable(),
  failedAttempts: z.int().min(0).max(1000),
  startedAt: z.date(),
});
export type CompleteRegistrationInput = z.infer<typeof CompleteRegistrationInput>;

export const CompleteRegistrationOutput = z.object({ userId: Id, isCreated: z.boolean() });
export type CompleteRegistrationOutput = z.infer<typeof CompleteRegistrationOutput>;
