import { AppError } from '@freehold/core-contracts/errors';
import { Locale } from '@freehold/core-contracts/ids';
import {
  afterRegistrationEvent,
  registrationStepOf,
  registrationTransitions,
  type RegistrationEvent,
  type RegistrationFact,
  type RegistrationStep,
} from '@freehold/core-contracts/registration-steps';
import { toAppError, type Prisma, type TenantTransaction } from '@freehold/core-db';

export const registrationFields = {
  id: true,
  email: true,
  locale: true,
  emailCodeHash: true,
  emailCodeExpiresAt: true,
  emailCodeSentAt: true,
  emailCodeAttempts: true,
  emailVerified: true,
  emailVerifiedAt: true,
  isDisposableEmail: true,
  firstName: true,
  lastName: true,
  countryCode: true,
  dateOfBirth: true,
  gender: true,
  passwordHash: true,
  phone: true,
  phoneCodeHash: true,
  phoneCodeExpiresAt: true,
  phoneCodeSentAt: true,
  phoneCodeAttempts: true,
  phoneVerified: true,
  phoneVerifiedAt: true,
  currentStep: true,
  ipAddress: true,
  userAgent: true,
  expiresAt: true,
  completedAt: true,
  createdUserId: true,
  createdAt: true,
  version: true,
} as const satisfies Prisma.PendingRegistrationSelect;

export type RegistrationRow = Prisma.PendingRegistrationGetPayload<{
  select: typeof registrationFields;
}>;

/** Columns a verb may change; everything but the keys. */
export type RegistrationColumns = Partial<Omit<RegistrationRow, 'id' | 'createdAt'>>;

/** Columns that make up a fact, emptied. */
const emptied: Readonly<Record<RegistrationFact, RegistrationColumns>> = {
  EMAIL_CODE: {
    emailCodeHash: null,
    emailCodeExpiresAt: null,
    emailCodeSentAt: null,
    emailCodeAttempts: 0,
  },
  EMAIL_PROOF: { emailVerified: false, emailVerifiedAt: null },
  NAME: { firstName: null, lastName: null, countryCode: null },
  BIRTH: { dateOfBirth: null, gender: null },
  PASSWORD: { passwordHash: null },
  PHONE: {
    phone: null,
    phoneCodeHash: null,
    phoneCodeExpiresAt: null,
    phoneCodeSentAt: null,
    phoneCodeAttempts: 0,
  },
  PHONE_PROOF: { phoneVerified: false, phoneVerifiedAt: null },
  ACCOUNT: { createdUserId: null },
  CANCELLATION: {},
};

/** The facts a row holds. */
export function factsOf(row: RegistrationRow): ReadonlySet<RegistrationFact> {
  const held: Readonly<Record<RegistrationFact, boolean>> = {
    EMAIL_CODE: row.emailCodeSentAt !== null,
    EMAIL_PROOF: row.emailVerified,
    NAME: row.firstName !== null,
    BIRTH: row.dateOfBirth !== null,
    PASSWORD: row.passwordHash !== null,
    PHONE: row.phone !== null,
    PHONE_PROOF: row.phoneVerified,
    ACCOUNT: row.createdUserId !== null,
    CANCELLATION: row.currentStep === 'CANCELLED',
  };
  return new Set((Object.keys(held) as RegistrationFact[]).filter((fact) => held[fact]));
}

/** The error for an event that is not in order at `step`. */
export function stepOutOfOrder(step: RegistrationStep): AppError {
  return new AppError('PRECONDITION_FAILED', 'registration.step_out_of_order', { step });
}

/** Throws unless `event` is in order; for refusing before anything is spent. */
export function assertInOrder(row: RegistrationRow, event: RegistrationEvent): void {
  if (afterRegistrationEvent(factsOf(row), event) === null) throw stepOutOfOrder(row.currentStep);
}

/** What an event writes: `columns`, what the table drops, the step that follows and the next version. */
export function afterEvent(
  row: RegistrationRow,
  event: RegistrationEvent,
  columns: RegistrationColumns,
): RegistrationColumns {
  const facts = afterRegistrationEvent(factsOf(row), event);
  if (facts === null) throw stepOutOfOrder(row.currentStep);
  const dropped: RegistrationColumns = {};
  for (const fact of registrationTransitions[event].drops) Object.assign(dropped, emptied[fact]);
  return {
    ...dropped,
    ...columns,
    currentStep: registrationStepOf(facts),
    version: row.version + 1,
  };
}

/** The row changed between being read and being written; whoever meets it begins again from reading. */
class StaleRegistration extends Error {
  override readonly name = 'StaleRegistration';
}

/** Writes `columns`; throws, so that the whole transaction is undone, when the row has changed since it was read. */
export async function updateRegistration(
  tx: TenantTransaction,
  row: RegistrationRow,
  columns: RegistrationColumns & { readonly updatedAt?: Date },
): Promise<RegistrationRow> {
  const { count } = await tx.pendingRegistration.updateMany({
    where: { id: row.id, version: row.version },
    data: columns,
  });
  if (count !== 1) throw new StaleRegistration();
  return { ...row, ...columns };
}

const mostTries = 8;

/**
 * Runs `attempt` again, from reading on, while another request changed the row under it or took the
 * address it wanted. Throws CONFLICT `registration.busy` after 8 tries.
 */
export async function retryStale<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 0; tried < mostTries; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StaleRegistration) && !isTaken(error, 'email')) throw error;
    }
  }
  throw new AppError('CONFLICT', 'registration.busy');
}

/** Whether the database refused a second live registration of an address, or of a proved number. */
export function isTaken(error: unknown, what: 'email' | 'phone'): boolean {
  const { code, params } = toAppError(error);
  return code === 'database.already_exists' && params['field'] === what;
}

/** The language messages of a row go out in. */
export function toLocale(value: string): Locale {
  return Locale.catch('en').parse(value);
}

/** A calendar date as stored, YYYY-MM-DD. */
export function toCalendarDate(value: Date): string {
  return value.toISOString().slice(0, 10);
}

/** Whether a registration is over by time. One whose number is proved is owed its account and does not end so. */
export function isExpired(
  row: Pick<RegistrationRow, 'currentStep' | 'expiresAt'>,
  now: Date,
): boolean {
  return row.currentStep !== 'PHONE_VERIFIED' && row.expiresAt.getTime() <= now.getTime();
}
