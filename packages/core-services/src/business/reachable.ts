import type { SignatoryRole } from '@freehold/core-contracts/enums';

/** What approvals a transfer needs. */
export interface Need {
  readonly minimumWeight: number;
  readonly minimumApprovers: number;
  readonly requiredRole: SignatoryRole | null;
  readonly isInitiatorCounted: boolean;
}

export interface Approver {
  readonly userId: string;
  readonly role: SignatoryRole;
  readonly weight: number;
}

/** True where these approvals are enough. */
export function isMet(need: Need, approvers: readonly Approver[]): boolean {
  const weight = approvers.reduce((sum, approver) => sum + approver.weight, 0);
  const { requiredRole } = need;
  return (
    weight >= need.minimumWeight &&
    approvers.length >= need.minimumApprovers &&
    (requiredRole === null || approvers.some(({ role }) => role === requiredRole))
  );
}

/** True where all who may approve could meet the need if `initiatorId` asks. */
export function isReachableFor(
  need: Need,
  signatories: readonly Approver[],
  initiatorId: string,
): boolean {
  return isMet(
    need,
    need.isInitiatorCounted
      ? signatories
      : signatories.filter(({ userId }) => userId !== initiatorId),
  );
}

/** True where at least one of the signatories could ask and have it approved. */
export function isReachable(need: Need, signatories: readonly Approver[]): boolean {
  return signatories.some(({ userId }) => isReachableFor(need, signatories, userId));
}
