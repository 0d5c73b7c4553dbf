import { z } from 'zod';
import { ApprovalCaseStatus, ApprovalDecisionKind, ApprovalReason, UserStatus } from './enums.ts';
import { CountryCode, Id, Version } from './ids.ts';
import { pageOf, PageInput, sortBy } from './page.ts';
import { line, paragraph } from './text.ts';
import { UserDetail } from './users.ts';

export const ListApprovalsInput = PageInput.extend({
  status: z.array(ApprovalCaseStatus).max(5).optional(),
  countryCode: CountryCode.optional(),
  assignee: z.enum(['ME', 'NOBODY', 'ANYBODY']).default('ANYBODY'),
  minimumRisk: z.int().min(0).max(100).optional(),
  isOverdue: z.boolean().optional(),
  minimumAgeHours: z.int().min(0).max(10_000).optional(),
  search: line(100).optional(),
  sort: sortBy(['openedAt', 'dueAt', 'riskScore']).default({ field: 'openedAt', direction: 'asc' }),
});
export type ListApprovalsInput = z.infer<typeof ListApprovalsInput>;

export const ApprovalSummary = z.object({
  id: Id,
  userId: Id,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  countryCode: z.string().nullable(),
  status: ApprovalCaseStatus,
  riskScore: z.int(),
  assignee: z.object({ id: Id, name: z.string() }).nullable(),
  openedAt: z.date(),
  dueAt: z.date(),
  decidedAt: z.date().nullable(),
  version: z.int(),
});
export type ApprovalSummary = z.infer<typeof ApprovalSummary>;

export const ApprovalPage = pageOf(ApprovalSummary);
export type ApprovalPage = z.infer<typeof ApprovalPage>;

export const GetApprovalInput = z.strictObject({ caseId: Id });
export type GetApprovalInput = z.infer<typeof GetApprovalInput>;

/** One thing that raised or lowered the risk score. */
export const RiskSignal = z.object({
  code: z.enum([
    'DISPOSABLE_EMAIL',
    'COUNTRY_MISMATCH',
    'SHARED_NETWORK',
    'MANY_ATTEMPTS',
    'YOUNG_ADULT',
    'NIGHT_SIGN_UP',
  ]),
  points: z.int(),
  detail: z.string(),
});
export type RiskSignal = z.infer<typeof RiskSignal>;

export const ApprovalDetail = ApprovalSummary.extend({
  user: UserDetail,
  userStatus: UserStatus,
  riskSignals: z.array(RiskSignal),
  isSecondReviewNeeded: z.boolean(),
  registration: z
    .object({
      ip: z.string().nullable(),
      userAgent: z.string().nullable(),
      startedAt: z.date(),
      completedAt: z.date().nullable(),
    })
    .nullable(),
  decisions: z.array(
    z.object({
      id: Id,
      reviewerName: z.string(),
      decision: ApprovalDecisionKind,
      reason: ApprovalReason,
      comment: z.string().nullable(),
      createdAt: z.date(),
    }),
  ),
  /** What the person answered when asked for more, oldest first. */
  answers: z.array(z.object({ id: Id, answer: z.string(), createdAt: z.date() })),
});
export type ApprovalDetail = z.infer<typeof ApprovalDetail>;

export const DecideApprovalInput = z.strictObject({
  caseId: Id,
  version: Version,
  reason: ApprovalReason,
  comment: paragraph(1000, 0).optional(),
});
export type DecideApprovalInput = z.infer<typeof DecideApprovalInput>;

/** The person reads the comment, so it is required. */
export const RequestInformationInput = DecideApprovalInput.extend({ comment: paragraph(1000, 3) });
export type RequestInformationInput = z.infer<typeof RequestInformationInput>;

export const AssignApprovalInput = z.strictObject({
  caseId: Id,
  version: Version,
  /** Null puts it back into the queue; left out, the caller takes it. */
  assigneeId: Id.nullable().optional(),
});
export type AssignApprovalInput = z.infer<typeof AssignApprovalInput>;

export const BulkApproveInput = z.strictObject({
  cases: z
    .array(z.strictObject({ caseId: Id, version: Version }))
    .min(1)
    .max(50),
  reason: ApprovalReason,
  comment: paragraph(1000, 0).optional(),
});
export type BulkApproveInput = z.infer<typeof BulkApproveInput>;

export const BulkApproveOutput = z.object({
  results: z.array(z.object({ caseId: Id, isApproved: z.boolean(), code: z.string().nullable() })),
});
export type BulkApproveOutput = z.infer<typeof BulkApproveOutput>;
