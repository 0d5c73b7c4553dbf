import { z } from 'zod';
import { Amount } from './amounts.ts';
import { LimitScope, OrganizationTier, UserRole } from './enums.ts';
import { DecimalText, Id, SumText, Version } from './ids.ts';
import { pageOf, PageInput } from './page.ts';
import { line, Reason } from './text.ts';

/** An amount, or `0` for nothing at all. */
export const LimitAmount = z.union([z.literal('0'), Amount]);
const LimitCount = z.int().min(0).max(1_000_000);

/** What a limit says; null says nothing, and leaves it to the next wider one. */
const limitFields = {
  maxPerTransfer: LimitAmount.nullable().default(null),
  /** Sums and counts of a day and of a calendar month, UTC. */
  maxPerDay: LimitAmount.nullable().default(null),
  maxPerMonth: LimitAmount.nullable().default(null),
  maxCountPerDay: LimitCount.nullable().default(null),
  maxCountPerMonth: LimitCount.nullable().default(null),
  /** Transfers in any 60 minutes. */
  maxCountPerHour: LimitCount.nullable().default(null),
};

export const LimitField = z.enum([
  'maxPerTransfer',
  'maxPerDay',
  'maxPerMonth',
  'maxCountPerDay',
  'maxCountPerMonth',
  'maxCountPerHour',
]);
export type LimitField = z.infer<typeof LimitField>;

export const LimitView = z.object({
  id: Id,
  scope: LimitScope,
  /** Role, tier, or the id of a person or organization; empty for the tenant. */
  scopeKey: z.string(),
  /** The person's or organization's name; null for the others. */
  subjectName: z.string().nullable(),
  maxPerTransfer: DecimalText.nullable(),
  maxPerDay: DecimalText.nullable(),
  maxPerMonth: DecimalText.nullable(),
  maxCountPerDay: z.int().nullable(),
  maxCountPerMonth: z.int().nullable(),
  maxCountPerHour: z.int().nullable(),
  version: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type LimitView = z.infer<typeof LimitView>;

export const ListLimitsInput = PageInput.extend({ scope: z.array(LimitScope).max(5).optional() });
export type ListLimitsInput = z.infer<typeof ListLimitsInput>;
export const LimitPage = pageOf(LimitView);
export type LimitPage = z.infer<typeof LimitPage>;

/** Sets all that a scope says; what is left out says nothing afterwards. */
export const SetLimitInput = z
  .strictObject({
    scope: LimitScope,
    /** As in `LimitView`. */
    scopeKey: line(80, 0).default(''),
    /** The version that was looked at; null where there is none yet. */
    version: Version.nullable(),
    reason: Reason,
    ...limitFields,
  })
  .refine(hasFittingKey, { error: 'scope_key', path: ['scopeKey'] });
export type SetLimitInput = z.infer<typeof SetLimitInput>;

export const RemoveLimitInput = z.strictObject({ limitId: Id, version: Version, reason: Reason });
export type RemoveLimitInput = z.infer<typeof RemoveLimitInput>;

/** Of a person or of an organization: exactly one of the two. */
export const EffectiveLimitsInput = z
  .strictObject({ userId: Id.optional(), organizationId: Id.optional() })
  .refine(
    ({ userId, organizationId }) => (userId === undefined) !== (organizationId === undefined),
    {
      error: 'one_of',
    },
  );
export type EffectiveLimitsInput = z.infer<typeof EffectiveLimitsInput>;

/** One limit as it holds, how much of it is used, and whose word it is. */
export const EffectiveLimit = z.object({
  field: LimitField,
  /** Null: unlimited. */
  limit: DecimalText.nullable(),
  /** Null where nothing is summed up: per transfer. */
  used: SumText.nullable(),
  /** What is left, never below zero; null where unlimited. */
  left: DecimalText.nullable(),
  /** The narrowest scope that says something; null where none does. */
  scope: LimitScope.nullable(),
});
export type EffectiveLimit = z.infer<typeof EffectiveLimit>;

export const EffectiveLimits = z.object({
  currencyCode: z.string(),
  /** All six, in the order of `LimitField`. */
  limits: z.array(EffectiveLimit),
  usualAmount: DecimalText,
  totalCount: z.bigint(),
});
export type EffectiveLimits = z.infer<typeof EffectiveLimits>;

/** What the caller may still send: from their own wallets, or from those of an organization. */
export const OwnLimitsInput = z.strictObject({ organizationId: Id.optional() });
export type OwnLimitsInput = z.infer<typeof OwnLimitsInput>;

function hasFittingKey({ scope, scopeKey }: { scope: LimitScope; scopeKey: string }): boolean {
  switch (scope) {
    case 'TENANT':
      return scopeKey === '';
    case 'ROLE':
      return UserRole.safeParse(scopeKey).success;
    case 'TIER':
      return OrganizationTier.safeParse(scopeKey).success;
    case 'USER':
    case 'ORGANIZATION':
      return Id.safeParse(scopeKey).success;
  }
}
