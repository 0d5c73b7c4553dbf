import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { auditReason, recordDecision } from './record-decision.ts';

/** Denies the undecided case of a person whose account is closed, in the caller's transaction, so that nobody reviews it any more. */
export async function closeCase(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { userId, comment }: { readonly userId: string; readonly comment: string },
): Promise<void> {
  const [closed] = await tx.approvalCase.updateManyAndReturn({
    where: { userId, decidedAt: null },
    data: { status: 'DENIED', decidedAt: ctx.clock(), version: { increment: 1 } },
    select: { id: true },
  });
  if (closed === undefined) return;
  const decision = { reason: 'OTHER', comment } as const;
  await recordDecision(tx, ctx, { ...decision, caseId: closed.id, kind: 'DENY' });
  await recordAudit(tx, ctx, {
    action: 'approval.deny',
    entityType: 'ApprovalCase',
    entityId: closed.id,
    reason: auditReason(decision),
    changes: { status: { after: 'DENIED' } },
  });
}
