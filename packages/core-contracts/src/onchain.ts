import { z } from 'zod';
import { AuthRule } from './commands/organization.ts';
import { SystemParameterPart } from './commands/admin.ts';
import { GovernanceStatus, MultisigStatus, OnchainOrganizationStatus } from './enums.ts';
import { CalendarDate, Id, SumText } from './ids.ts';
import { pageOf, PageInput } from './page.ts';
import { line } from './text.ts';

export const ListOnchainOrganizationsInput = PageInput.extend({
  status: z.array(OnchainOrganizationStatus).max(3).optional(),
  search: line(120).optional(),
});
export type ListOnchainOrganizationsInput = z.infer<typeof ListOnchainOrganizationsInput>;

export const OnchainOrganizationSummary = z.object({
  id: Id,
  name: z.string(),
  status: OnchainOrganizationStatus,
  endorsements: z.int(),
  proposedAt: z.date(),
  activatedAt: z.date().nullable(),
});
export type OnchainOrganizationSummary = z.infer<typeof OnchainOrganizationSummary>;

export const OnchainOrganizationPage = pageOf(OnchainOrganizationSummary);
export type OnchainOrganizationPage = z.infer<typeof OnchainOrganizationPage>;

export const GetOnchainOrganizationInput = z.strictObject({ organizationId: Id });
export type GetOnchainOrganizationInput = z.infer<typeof GetOnchainOrganizationInput>;

export const OnchainOrganizationDetail = OnchainOrganizationSummary.extend({
  /** The first 100. */
  endorsers: z.array(z.object({ endorserId: z.string(), endorsedAt: z.date() })),
  /** The first 100. */
  rules: z.array(z.object({ ruleId: z.string(), rule: AuthRule, definedAt: z.date() })),
});
export type OnchainOrganizationDetail = z.infer<typeof OnchainOrganizationDetail>;

export const ListMultisigsInput = PageInput.extend({
  status: z.array(MultisigStatus).max(3).optional(),
});
export type ListMultisigsInput = z.infer<typeof ListMultisigsInput>;

export const MultisigView = z.object({
  transferId: Id,
  walletId: Id,
  status: MultisigStatus,
  /** Signatories, by id. */
  approverIds: z.array(z.string()),
  initiatedAt: z.date(),
  executedAt: z.date().nullable(),
});
export type MultisigView = z.infer<typeof MultisigView>;

export const MultisigPage = pageOf(MultisigView);
export type MultisigPage = z.infer<typeof MultisigPage>;

export const ListGovernanceInput = PageInput.extend({
  status: z.array(GovernanceStatus).max(3).optional(),
});
export type ListGovernanceInput = z.infer<typeof ListGovernanceInput>;

export const GovernanceSummary = z.object({
  id: Id,
  title: z.string(),
  proposerId: z.string(),
  status: GovernanceStatus,
  votesFor: z.int(),
  votesAgainst: z.int(),
  quorum: z.int(),
  closesAt: z.date(),
  executedAt: z.date().nullable(),
  createdAt: z.date(),
});
export type GovernanceSummary = z.infer<typeof GovernanceSummary>;

export const GovernancePage = pageOf(GovernanceSummary);
export type GovernancePage = z.infer<typeof GovernancePage>;

export const GetGovernanceInput = z.strictObject({ proposalId: Id });
export type GetGovernanceInput = z.infer<typeof GetGovernanceInput>;

export const GovernanceDetail = GovernanceSummary.extend({
  body: z.string(),
  effect: SystemParameterPart.nullable(),
  /** The first 100. */
  votes: z.array(z.object({ voterId: z.string(), isFor: z.boolean(), castAt: z.date() })),
});
export type GovernanceDetail = z.infer<typeof GovernanceDetail>;

export const OnchainSystem = z.object({
  isBootstrapped: z.boolean(),
  /** While it is true no money moves. */
  isPaused: z.boolean(),
  pauseReason: z.string().nullable(),
  isTreasuryActive: z.boolean(),
  /** Null while the ledger has said nothing of it. */
  changedAt: z.date().nullable(),
  /** By key, the first 500. */
  parameters: z.array(z.object({ key: z.string(), value: z.string(), changedAt: z.date() })),
  /** By code. */
  countries: z.array(
    z.object({
      countryCode: z.string(),
      currencyCode: z.string(),
      callingCode: z.string(),
      changedAt: z.date(),
    }),
  ),
  /** By id, the first 500. */
  admins: z.array(z.object({ adminId: z.string(), role: z.string(), appointedAt: z.date() })),
});
export type OnchainSystem = z.infer<typeof OnchainSystem>;

/** Days that may be asked for at once. */
export const maxFigureDays = 366;

/** Both days inclusive, UTC. */
export const ListDailyFiguresInput = z.strictObject({
  fromDay: CalendarDate.optional(),
  toDay: CalendarDate.optional(),
});
export type ListDailyFiguresInput = z.infer<typeof ListDailyFiguresInput>;

export const DailyFigures = z.object({
  day: CalendarDate,
  usersCreated: z.int(),
  transferCount: z.int(),
  transferVolume: SumText,
  feeVolume: SumText,
  issuedVolume: SumText,
  taxVolume: SumText,
  eventCount: z.int(),
});
export type DailyFigures = z.infer<typeof DailyFigures>;
