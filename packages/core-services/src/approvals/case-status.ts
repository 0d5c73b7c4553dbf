import type { ApprovalCaseStatus } from '@freehold/core-contracts/enums';

/** Cases that wait for a reviewer; MORE_INFORMATION waits for the person. */
export const waitingStatuses = [
  'OPEN',
  'SECOND_REVIEW',
] as const satisfies readonly ApprovalCaseStatus[];

/** True when nothing more can be decided. */
export function isDecided(status: ApprovalCaseStatus): boolean {
  return status === 'APPROVED' || status === 'DENIED';
}
