import type { CodeState, RegistrationView } from '@freehold/core-contracts/registration';
import { codeOf, type CodePurpose } from './codes.ts';
import type { Device } from './device.ts';
import { attemptsPerCode, resendGapMs } from './limits.ts';
import { toCalendarDate, type RegistrationRow } from './registration-row.ts';

/** What is left of the last code; null when none was sent. */
export function toCodeState(row: RegistrationRow, purpose: CodePurpose): CodeState | null {
  const { sentAt, expiresAt, attempts } = codeOf(row, purpose);
  if (sentAt === null || expiresAt === null) return null;
  return {
    sentAt,
    expiresAt,
    resendAt: new Date(sentAt.getTime() + resendGapMs),
    attemptsLeft: Math.max(0, attemptsPerCode - attempts),
  };
}

/** A registration as `device` may see it: without proof of the address, the address as typed and no more. */
export function toRegistrationView({
  row,
  isProved,
}: Pick<Device, 'row' | 'isProved'>): RegistrationView {
  if (!isProved) {
    return {
      step: 'EMAIL_SENT',
      email: row.email,
      isEmailVerified: false,
      firstName: null,
      lastName: null,
      countryCode: null,
      dateOfBirth: null,
      gender: null,
      hasPassword: false,
      phone: null,
      isPhoneVerified: false,
      emailCode: toCodeState(row, 'email'),
      phoneCode: null,
      expiresAt: row.expiresAt,
    };
  }
  return {
    step: row.currentStep,
    email: row.email,
    isEmailVerified: row.emailVerified,
    firstName: row.firstName,
    lastName: row.lastName,
    countryCode: row.countryCode,
    dateOfBirth: row.dateOfBirth === null ? null : toCalendarDate(row.dateOfBirth),
    gender: row.gender,
    hasPassword: row.passwordHash !== null || row.createdUserId !== null,
    phone: row.phone,
    isPhoneVerified: row.phoneVerified,
    emailCode: null,
    phoneCode: row.phoneVerified ? null : toCodeState(row, 'phone'),
    expiresAt: row.expiresAt,
  };
}
