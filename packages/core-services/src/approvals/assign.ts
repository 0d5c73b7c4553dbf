import type { ApprovalSummary, AssignApprovalInput } from '@freehold/core-contracts/approvals';
import { UserRole } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { hasPermission } from '@freehold/core-contracts/permissions';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { findOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { toApprovalSummary, type CaseSummaryRow } from './case-fields.ts';
import { changeCase, requireOpenCase } from './open-case.ts';

const decidingRoles = UserRole.options.filter((role) => hasPermission(role, 'approval.decide'));

/**
 * Gives an undecided case to a reviewer of this tenant, to the caller, or back to the queue. Throws
 * NOT_FOUND `entity.not_found`, CONFLICT `approval.already_decided`, PRECONDITION_FAILED
 * `version.stale`, INVALID `approval.assignee_unfit`, FORBIDDEN `approval.own_case`.
 */
export async function assign({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: AssignApprovalInput;
}): Promise<ApprovalSummary> {
  return inTransaction(ctx.db, async (tx) => {
    const found = await requireOpenCase(tx, input);
    const assignee = await requireAssignee(tx, ctx, input.assigneeId);
    if (assignee?.id === found.userId) throw new AppError('FORBIDDEN', 'approval.own_case');
    await changeCase(tx, found, { assigneeId: assignee?.id ?? null });
    await recordAudit(tx, ctx, {
      action: 'approval.assign',
      entityType: 'ApprovalCase',
      entityId: found.id,
      changes: { assigneeId: { before: found.assignee?.id ?? null, after: assignee?.id ?? null } },
    });
    return toApprovalSummary({ ...found, assignee, version: found.version + 1 });
  });
}

async function requireAssignee(
  tx: TenantTransaction,
  ctx: ServiceContext,
  wanted: string | null | undefined,
): Promise<CaseSummaryRow['assignee']> {
  if (wanted === null) return null;
  const id = wanted ?? findOwnUserId(ctx);
  const assignee =
    id === null
      ? null
      : await tx.user.findFirst({
          where: { id, role: { in: decidingRoles }, status: 'ACTIVE', deletedAt: null },
          select: { id: true, firstName: true, lastName: true },
        });
  if (assignee === null) throw new AppError('INVALID', 'approval.assignee_unfit');
  return assignee;
}
