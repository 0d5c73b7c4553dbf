import type { RegistrationSummary } from '@freehold/core-contracts/registration';
import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction, type Prisma } from '@freehold/core-db';
import { staleVersion } from '../../audit/stale-version.ts';
import type { ServiceContext } from '../../context.ts';
import { registrationEntity } from './audit-registration.ts';
import { attemptsPerCode } from './limits.ts';
import { registrationFields, type RegistrationRow } from './registration-row.ts';

export const summaryFields = {
  id: true,
  email: true,
  firstName: true,
  lastName: true,
  countryCode: true,
  currentStep: true,
  emailCodeAttempts: true,
  phoneCodeAttempts: true,
  createdAt: true,
  updatedAt: true,
  expiresAt: true,
  version: true,
} as const satisfies Prisma.PendingRegistrationSelect;

type SummaryRow = Prisma.PendingRegistrationGetPayload<{ select: typeof summaryFields }>;

/** A registration as operators see it in a list. */
export function toRegistrationSummary(row: SummaryRow): RegistrationSummary {
  const { id, email, firstName, lastName, countryCode, createdAt, updatedAt, expiresAt, version } =
    row;
  return {
    ...{ id, email, firstName, lastName, countryCode, createdAt, updatedAt, expiresAt, version },
    step: row.currentStep,
    emailAttemptsLeft: Math.max(0, attemptsPerCode - row.emailCodeAttempts),
    phoneAttemptsLeft: Math.max(0, attemptsPerCode - row.phoneCodeAttempts),
  };
}

/** The summary of one registration. Throws NOT_FOUND `entity.not_found`. */
export async function requireSummary(
  ctx: ServiceContext,
  id: string,
): Promise<RegistrationSummary> {
  const row = await ctx.db.pendingRegistration.findFirst({ where: { id }, select: summaryFields });
  if (row === null)
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: registrationEntity });
  return toRegistrationSummary(row);
}

/** The registration an operator acts on, in the version they saw. Throws NOT_FOUND `entity.not_found` and PRECONDITION_FAILED `version.stale`. */
export async function requireSeenRegistration(
  ctx: ServiceContext,
  seen: { readonly registrationId: string; readonly version: number },
): Promise<RegistrationRow> {
  const row = await ctx.db.pendingRegistration.findFirst({
    where: { id: seen.registrationId },
    select: registrationFields,
  });
  if (row === null)
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: registrationEntity });
  if (row.version !== seen.version) {
    const entity = { type: registrationEntity, id: row.id, version: row.version };
    throw await inTransaction(ctx.db, (tx) => staleVersion(tx, entity));
  }
  return row;
}
