import { ApprovalCaseStatus } from '@freehold/core-contracts/enums';
import { CountryCode } from '@freehold/core-contracts/ids';
import { z } from 'zod';
import {
  countParam,
  flagParam,
  listParam,
  listSearchShape,
  oneParam,
  sortParam,
} from '../../lib/search-params.ts';

/** State of the queue in its address. Without a status it shows what waits for somebody. */
export const ApprovalsSearch = z.object({
  ...listSearchShape,
  status: listParam(ApprovalCaseStatus),
  country: oneParam(CountryCode),
  risk: countParam(0, 100),
  /** Hours since it was opened, at least. */
  age: countParam(1, 10_000),
  overdue: flagParam,
  assignee: oneParam(z.enum(['ME', 'NOBODY'])),
  sort: sortParam(['openedAt', 'dueAt', 'riskScore']),
});
export type ApprovalsSearch = z.infer<typeof ApprovalsSearch>;

export const waitingStatuses: ApprovalCaseStatus[] = ['OPEN', 'SECOND_REVIEW', 'MORE_INFORMATION'];

/** Cases up to this score carry no signal that a person has to weigh: they may be approved in bulk. */
export const clearRiskScore = 10;
