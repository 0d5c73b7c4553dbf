import type { CompleteRegistrationInput } from '@freehold/core-contracts/registration';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { changeUserStatus } from '../accounts/change-user-status.ts';
import { isNationalIdMissing } from '../accounts/people/identity.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { grantAccount, type IdentityFacts } from './grant-account.ts';
import { auditReason, recordDecision, type Decision } from './record-decision.ts';
import { scoreRisk, sharedNetwork } from './score-risk.ts';

const msPerHour = 3_600_000;
const msPerDay = 24 * msPerHour;
// Enough to tell a shared network; the count stays bounded.
const mostCounted = 50;

const withoutReview: Decision = { reason: 'OTHER', comment: 'This tenant reviews nobody' };

/** A person who has just registered, and what the registration said. */
export interface Application {
  readonly userId: string;
  readonly facts: IdentityFacts;
  readonly input: CompleteRegistrationInput;
}

/**
 * Puts a person who has just registered up for approval, in the caller's transaction; where the
 * tenant reviews nobody, `system` approves at once.
 */
export async function openApproval(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { userId, facts, input }: Application,
): Promise<void> {
  const { settings } = ctx.tenant;
  // Without a number that the tenant asks for nobody is approved, not even by the platform itself.
  const isReviewRequired = settings.isReviewRequired || isNationalIdMissing(settings, facts);
  const now = ctx.clock();
  const risk = scoreRisk(
    { ...input, sameNetworkCount: await countSameNetwork(tx, input, now) },
    now,
  );
  const { id: caseId } = await tx.approvalCase.create({
    data: {
      userId,
      riskScore: risk.riskScore,
      riskSignals: risk.riskSignals satisfies Prisma.InputJsonArray,
      openedAt: now,
      dueAt: new Date(now.getTime() + settings.approvalTargetHours * msPerHour),
      ...(isReviewRequired ? {} : { status: 'APPROVED', decidedAt: now }),
    },
    select: { id: true },
  });
  const user = await changeUserStatus(tx, ctx, {
    user: { id: userId, status: 'REGISTERED', version: 0 },
    to: 'PENDING_ADMIN_APPROVAL',
    reason: 'Registration complete',
  });
  await recordAudit(tx, ctx, {
    action: 'approval.open',
    entityType: 'ApprovalCase',
    entityId: caseId,
    changes: { userId, riskScore: risk.riskScore },
  });
  if (!isReviewRequired) await approveAtOnce(tx, ctx, caseId, { ...user, ...facts });
}

async function approveAtOnce(
  tx: TenantTransaction,
  ctx: ServiceContext,
  caseId: string,
  user: Parameters<typeof grantAccount>[2]['user'],
): Promise<void> {
  const system: ServiceContext = { ...ctx, actor: { kind: 'SYSTEM', name: 'system' } };
  const reason = auditReason(withoutReview);
  await recordDecision(tx, system, { ...withoutReview, caseId, kind: 'APPROVE' });
  await grantAccount(tx, system, { user, reason });
  await recordAudit(tx, system, {
    action: 'approval.approve',
    entityType: 'ApprovalCase',
    entityId: caseId,
    reason,
    changes: { status: { before: 'OPEN', after: 'APPROVED' } },
  });
}

async function countSameNetwork(
  tx: TenantTransaction,
  { ipAddress, registrationId }: CompleteRegistrationInput,
  now: Date,
): Promise<number> {
  if (ipAddress === null) return 0;
  return tx.pendingRegistration.count({
    where: {
      ipAddress,
      id: { not: registrationId },
      createdAt: { gte: new Date(now.getTime() - sharedNetwork.days * msPerDay) },
    },
    take: mostCounted,
  });
}
