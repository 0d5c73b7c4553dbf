import type { ApprovalCaseStatus } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { findOwnUserId } from '../accounts/own-account.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { caseSummaryFields } from './case-fields.ts';
import { isDecided } from './case-status.ts';

const openCaseFields = {
  ...caseSummaryFields,
  user: {
    select: {
      id: true,
      firstName: true,
      lastName: true,
      email: true,
      countryCode: true,
      locale: true,
      gender: true,
      dateOfBirth: true,
      nationalIdNumber: true,
      status: true,
      version: true,
    },
  },
} as const satisfies Prisma.ApprovalCaseSelect;

/** A case somebody is about to change, with what the change needs to know of the person. */
export type OpenCase = Prisma.ApprovalCaseGetPayload<{ select: typeof openCaseFields }>;

/** A case and the version of it the caller has seen. */
export interface SeenCase {
  readonly caseId: string;
  readonly version: number;
}

/**
 * The undecided case at the version the caller has seen. Throws NOT_FOUND `entity.not_found`,
 * CONFLICT `approval.already_decided`, PRECONDITION_FAILED `version.stale`.
 */
export async function requireOpenCase(
  tx: TenantTransaction,
  { caseId, version }: SeenCase,
): Promise<OpenCase> {
  const found = await tx.approvalCase.findFirst({
    where: { id: caseId, user: { deletedAt: null } },
    select: openCaseFields,
  });
  if (found === null) throw notFound();
  if (isDecided(found.status)) throw alreadyDecided(found.status);
  if (found.version !== version) throw await stale(tx, caseId, found.version);
  return found;
}

/** Refuses whoever would decide on their own account. Throws FORBIDDEN `approval.own_case`. */
export function assertOthersCase(ctx: ServiceContext, { userId }: OpenCase): void {
  if (findOwnUserId(ctx) === userId) throw new AppError('FORBIDDEN', 'approval.own_case');
}

/** Changes the case unless somebody was faster; of two callers who saw the same version one gets through. Throws as `requireOpenCase`. */
export async function changeCase(
  tx: TenantTransaction,
  { id, version }: OpenCase,
  data: Prisma.ApprovalCaseUncheckedUpdateManyInput,
): Promise<void> {
  const changed = await tx.approvalCase.updateMany({
    where: { id, version, decidedAt: null },
    data: { ...data, version: { increment: 1 } },
  });
  if (changed.count === 1) return;
  const current = await tx.approvalCase.findFirst({
    where: { id },
    select: { status: true, version: true },
  });
  if (current === null) throw notFound();
  throw isDecided(current.status)
    ? alreadyDecided(current.status)
    : await stale(tx, id, current.version);
}

function notFound(): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity: 'ApprovalCase' });
}

function alreadyDecided(status: ApprovalCaseStatus): AppError {
  return new AppError('CONFLICT', 'approval.already_decided', { status });
}

function stale(tx: TenantTransaction, id: string, version: number): Promise<AppError> {
  return staleVersion(tx, { type: 'ApprovalCase', id, version });
}
