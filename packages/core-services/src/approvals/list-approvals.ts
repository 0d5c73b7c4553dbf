import type { ApprovalPage, ListApprovalsInput } from '@freehold/core-contracts/approvals';
import type { ApprovalCaseStatus } from '@freehold/core-contracts/enums';
import type { Prisma } from '@freehold/core-db';
import { matchesWord } from '../accounts/list-users.ts';
import { findOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';
import { caseSummaryFields, toApprovalSummary } from './case-fields.ts';
import { isDecided, waitingStatuses } from './case-status.ts';

const msPerHour = 3_600_000;

/** A page of the approval queue. */
export async function listApprovals({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListApprovalsInput;
}): Promise<ApprovalPage> {
  const where = toWhere(ctx, input);
  if (where === null) return toPage([], 0, input);
  const [rows, total] = await Promise.all([
    ctx.db.approvalCase.findMany({
      where,
      orderBy: [{ [input.sort.field]: input.sort.direction }, { id: 'asc' }],
      ...pageWindow(input),
      select: caseSummaryFields,
    }),
    ctx.db.approvalCase.count({ where }),
  ]);
  return toPage(rows.map(toApprovalSummary), total, input);
}

// Null where nothing can match.
function toWhere(
  ctx: ServiceContext,
  input: ListApprovalsInput,
): Prisma.ApprovalCaseWhereInput | null {
  const assignee = assigneeFilter(ctx, input.assignee);
  if (assignee === null) return null;
  const now = ctx.clock();
  const { status, minimumRisk, minimumAgeHours } = input;
  const filters: Prisma.ApprovalCaseWhereInput[] = [
    { user: userFilter(input) },
    assignee,
    ...(status === undefined || status.length === 0 ? [] : [statusFilter(status)]),
    ...(minimumRisk === undefined ? [] : [{ riskScore: { gte: minimumRisk } }]),
    ...(minimumAgeHours === undefined
      ? []
      : [{ openedAt: { lte: new Date(now.getTime() - minimumAgeHours * msPerHour) } }]),
    ...(input.isOverdue === undefined ? [] : [overdueFilter(input.isOverdue, now)]),
  ];
  return { AND: filters };
}

// `decidedAt IS NULL` is what the partial index of undecided cases is found by: an enum comparison
// is no index condition under row-level security.
function statusFilter(status: readonly ApprovalCaseStatus[]): Prisma.ApprovalCaseWhereInput {
  const isUndecidedOnly = !status.some(isDecided);
  return { status: { in: [...status] }, ...(isUndecidedOnly ? { decidedAt: null } : {}) };
}

function overdueFilter(isOverdue: boolean, now: Date): Prisma.ApprovalCaseWhereInput {
  const overdue: Prisma.ApprovalCaseWhereInput = {
    decidedAt: null,
    status: { in: [...waitingStatuses] },
    dueAt: { lt: now },
  };
  return isOverdue ? overdue : { NOT: overdue };
}

function userFilter({ countryCode, search }: ListApprovalsInput): Prisma.UserWhereInput {
  return {
    deletedAt: null,
    ...(countryCode === undefined ? {} : { countryCode }),
    ...(search === undefined ? {} : { AND: searchWords(search).map(matchesWord) }),
  };
}

function assigneeFilter(
  ctx: ServiceContext,
  assignee: ListApprovalsInput['assignee'],
): Prisma.ApprovalCaseWhereInput | null {
  if (assignee === 'ANYBODY') return {};
  if (assignee === 'NOBODY') return { assigneeId: null };
  const assigneeId = findOwnUserId(ctx);
  return assigneeId === null ? null : { assigneeId };
}
