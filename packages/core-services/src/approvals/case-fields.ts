import type { ApprovalSummary } from '@freehold/core-contracts/approvals';
import type { Prisma } from '@freehold/core-db';

/** Fields of a queue row. */
export const caseSummaryFields = {
  id: true,
  userId: true,
  status: true,
  riskScore: true,
  openedAt: true,
  dueAt: true,
  decidedAt: true,
  version: true,
  user: { select: { firstName: true, lastName: true, email: true, countryCode: true } },
  assignee: { select: { id: true, firstName: true, lastName: true } },
} as const satisfies Prisma.ApprovalCaseSelect;

export type CaseSummaryRow = Prisma.ApprovalCaseGetPayload<{ select: typeof caseSummaryFields }>;

/** A queue row as the console shows it. */
export function toApprovalSummary(row: CaseSummaryRow): ApprovalSummary {
  const { id, userId, status, riskScore, openedAt, dueAt, decidedAt, version, user, assignee } =
    row;
  const { firstName, lastName, email, countryCode } = user;
  return {
    id,
    userId,
    firstName,
    lastName,
    email,
    countryCode,
    status,
    riskScore,
    assignee:
      assignee === null
        ? null
        : { id: assignee.id, name: `${assignee.firstName} ${assignee.lastName}` },
    openedAt,
    dueAt,
    decidedAt,
    version,
  };
}
