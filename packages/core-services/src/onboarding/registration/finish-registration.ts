/*
 * Completion. The proof of the number is committed first and by itself (PHONE_VERIFIED); then the
 * account is asked for, outside any transaction, with the registration's id as the key that makes it
 * once; then COMPLETED is committed. Cut off anywhere, doing it again finishes it: by the person, or
 * by `resumeCompletions`.
 */
import { AppError } from '@freehold/core-contracts/errors';
import type {
  CompleteRegistrationInput,
  CompleteRegistrationOutput,
} from '@freehold/core-contracts/registration';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { readBudget } from '../budget/take-budget.ts';
import { auditRegistration } from './audit-registration.ts';
import { attemptLimits } from './limits.ts';
import {
  afterEvent,
  registrationFields,
  retryStale,
  toCalendarDate,
  toLocale,
  updateRegistration,
  type RegistrationColumns,
  type RegistrationRow,
} from './registration-row.ts';

/** Whoever makes accounts: the same registration id gives the same account, however often it is asked. */
export interface AccountMaker {
  complete(input: CompleteRegistrationInput): Promise<CompleteRegistrationOutput>;
}

/** Another account has the address or the number: asking again cannot help. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && refusals.has(error.code);
}

const refusals: ReadonlyMap<string, 'EMAIL_REFUSED' | 'PHONE_REFUSED'> = new Map([
  ['account.email_taken', 'EMAIL_REFUSED'],
  ['account.phone_taken', 'PHONE_REFUSED'],
]);

/** Has the account of a proved registration made and closes it; any other row is given back as it is. Throws what the maker throws. */
export async function finishRegistration({
  ctx,
  accounts,
  row,
}: {
  ctx: ServiceContext;
  accounts: AccountMaker;
  row: RegistrationRow;
}): Promise<RegistrationRow> {
  if (row.currentStep !== 'PHONE_VERIFIED') return row;
  const input = await toCompletion(ctx, row);
  let userId: string;
  try {
    ({ userId } = await accounts.complete(input));
  } catch (error) {
    const event = isRefusal(error) ? refusals.get(error.code) : undefined;
    if (event !== undefined) await close(ctx, row.id, { event, columns: {} });
    throw error;
  }
  return close(ctx, row.id, {
    event: 'ACCOUNT_MADE',
    columns: { createdUserId: userId, completedAt: ctx.clock() },
  });
}

async function close(
  ctx: ServiceContext,
  registrationId: string,
  end: { event: 'ACCOUNT_MADE' | 'EMAIL_REFUSED' | 'PHONE_REFUSED'; columns: RegistrationColumns },
): Promise<RegistrationRow> {
  return retryStale(async () => {
    const row = await ctx.db.pendingRegistration.findFirst({
      where: { id: registrationId },
      select: registrationFields,
    });
    if (row === null) throw new AppError('UNAUTHENTICATED', 'registration.unknown_handle');
    // Another request, or the resumption, was faster.
    if (row.currentStep !== 'PHONE_VERIFIED') return row;
    const columns = afterEvent(row, end.event, end.columns);
    return inTransaction(ctx.db, async (tx) => {
      const after = await updateRegistration(tx, row, columns);
      await auditRegistration(tx, ctx, {
        verb: end.event === 'ACCOUNT_MADE' ? 'complete' : 'refuse',
        row,
        columns,
      });
      return after;
    });
  });
}

function required<T>(value: T | null, name: string): T {
  if (value === null) throw new Error(`A proved registration has no ${name}`);
  return value;
}

async function toCompletion(
  ctx: ServiceContext,
  row: RegistrationRow,
): Promise<CompleteRegistrationInput> {
  const phone = required(row.phone, 'phone');
  const [emailAttempts, phoneAttempts] = await Promise.all([
    readBudget(ctx, attemptLimits.email, row.email),
    readBudget(ctx, attemptLimits.phone, phone),
  ]);
  return {
    registrationId: row.id,
    email: row.email,
    emailVerifiedAt: required(row.emailVerifiedAt, 'emailVerifiedAt'),
    locale: toLocale(row.locale),
    firstName: required(row.firstName, 'firstName'),
    lastName: required(row.lastName, 'lastName'),
    countryCode: required(row.countryCode, 'countryCode'),
    dateOfBirth: toCalendarDate(required(row.dateOfBirth, 'dateOfBirth')),
    gender: required(row.gender, 'gender'),
    passwordHash: required(row.passwordHash, 'passwordHash'),
    phone,
    phoneVerifiedAt: required(row.phoneVerifiedAt, 'phoneVerifiedAt'),
    isDisposableEmail: row.isDisposableEmail,
    ipAddress: row.ipAddress,
    userAgent: row.userAgent,
    // The right codes were attempts as well.
    failedAttempts: Math.max(0, emailAttempts - 1) + Math.max(0, phoneAttempts - 1),
    startedAt: row.createdAt,
  };
}
