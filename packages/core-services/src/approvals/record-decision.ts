import type { ApprovalDecisionKind, ApprovalReason } from '@freehold/core-contracts/enums';
import type { TenantTransaction } from '@freehold/core-db';
import { findOwnUserId } from '../accounts/own-account.ts';
import { actorKey, actorName, type ServiceContext } from '../context.ts';

const longestAuditReason = 500;

export interface Decision {
  readonly reason: ApprovalReason;
  readonly comment?: string | undefined;
}

/** Writes who decided what on a case. */
export async function recordDecision(
  tx: TenantTransaction,
  ctx: ServiceContext,
  decision: Decision & { readonly caseId: string; readonly kind: ApprovalDecisionKind },
): Promise<void> {
  await tx.approvalDecision.create({
    data: {
      caseId: decision.caseId,
      reviewerId: findOwnUserId(ctx),
      reviewerName: actorName(ctx.actor),
      actorKey: actorKey(ctx.actor),
      decision: decision.kind,
      reason: decision.reason,
      comment: toComment(decision),
    },
    select: { id: true },
  });
}

/** A decision's reason and comment as the audit log keeps them, at most 500 code points. */
export function auditReason({ reason, comment }: Decision): string {
  const text = comment === undefined || comment === '' ? reason : `${reason}: ${comment}`;
  const points = Array.from(text);
  return points.length <= longestAuditReason
    ? text
    : `${points.slice(0, longestAuditReason - 1).join('')}…`;
}

function toComment({ comment }: Decision): string | null {
  return comment === undefined || comment === '' ? null : comment;
}
