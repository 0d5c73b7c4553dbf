import { z } from 'zod';
import { Amount } from './amounts.ts';
import { TenantKind } from './enums.ts';
import { Id, Locale, TenantSlug } from './ids.ts';

/** An amount as `Amount`, or `0`. */
export const AmountOrZero = z.union([z.literal('0'), Amount]);
/** A share from 0 to 1 as text, at most 9 places. */
export const Rate = z.string().regex(/^(?:0(?:\.\d{1,9})?|1(?:\.0{1,9})?)$/u, { error: 'rate' });

/** What a transfer costs its sender on top of the amount: flat + rate × amount, within the two bounds. */
export const FeeSettings = z.object({
  flat: AmountOrZero.default('0'),
  rate: Rate.default('0'),
  minimum: AmountOrZero.default('0'),
  maximum: AmountOrZero.nullable().default(null),
});
export type FeeSettings = z.infer<typeof FeeSettings>;

const Points = z.int().min(0).max(100);

/** How suspicious a transfer may be: its parts add up to a score of at most 100. */
export const RiskSettings = z.object({
  /** From this score on an operator decides; 101 is never. */
  reviewAt: z.int().min(1).max(101).default(60),
  /** From this score on it is refused; 101 is never. */
  blockAt: z.int().min(1).max(101).default(95),
  points: z
    .object({
      newPayee: Points.default(15),
      newDevice: Points.default(20),
      unusualAmount: Points.default(30),
      country: Points.default(10),
      night: Points.default(5),
      velocity: Points.default(25),
      threat: Points.default(40),
    })
    .prefault({}),
  /** An amount is unusual from this many times the moving average on. */
  unusualFactor: z.int().min(2).max(1000).default(10),
  /** Transfers before anything is called unusual. */
  unusualAfter: z.int().min(1).max(1000).default(5),
  /** Transfers in 60 minutes from which on the velocity counts. */
  velocityFrom: z.int().min(1).max(1000).default(10),
  /** Hours, UTC: from the first up to, and not including, the second. */
  nightFrom: z.int().min(0).max(23).default(0),
  nightUntil: z.int().min(0).max(24).default(5),
});
export type RiskSettings = z.infer<typeof RiskSettings>;

/** The hoarding tax: of a balance that stayed above the threshold for a whole cycle without moving. */
export const TaxSettings = z.object({
  isEnabled: z.boolean().default(false),
  threshold: AmountOrZero.default('0'),
  cycleDays: z.int().min(1).max(366).default(30),
  /** Each band's rate is for the part of the balance from its amount on up to the next band's. */
  bands: z
    .array(z.object({ fromAmount: AmountOrZero, rate: Rate }))
    .max(20)
    .default([]),
});
export type TaxSettings = z.infer<typeof TaxSettings>;

export const MoneySettings = z.object({
  fee: FeeSettings.prefault({}),
  risk: RiskSettings.prefault({}),
  tax: TaxSettings.prefault({}),
});
export type MoneySettings = z.infer<typeof MoneySettings>;

/** What a tenant's administrators may set, each with its default. */
export const GeneralSettings = z.object({
  minimumAgeYears: z.int().min(0).max(120).default(18),
  isReviewRequired: z.boolean().default(true),
  isFourEyesRequired: z.boolean().default(false),
  /** Nobody is approved without a national id number. */
  isNationalIdRequired: z.boolean().default(false),
  disposableEmail: z.enum(['REFUSE', 'FLAG']).default('REFUSE'),
  approvalTargetHours: z.int().min(1).max(720).default(24),
  /** Messages of the tenant in an hour, all channels together. */
  messagesPerHour: z.int().min(1).max(1_000_000).default(10_000),
  /** Requests of one API key in a minute. */
  apiRequestsPerMinute: z.int().min(1).max(100_000).default(600),
  defaultLocale: Locale.default('en'),
  currencyCode: z
    .string()
    .regex(/^[A-Z]{2,8}$/u)
    .default('GX'),
});
export type GeneralSettings = z.infer<typeof GeneralSettings>;

/** Everything that a tenant sets: what is general, and its money, which the treasury sets. */
export const TenantSettings = GeneralSettings.extend({ money: MoneySettings.prefault({}) });
export type TenantSettings = z.infer<typeof TenantSettings>;

export const TenantSummary = z.object({
  id: Id,
  slug: TenantSlug,
  name: z.string(),
  kind: TenantKind,
});
export type TenantSummary = z.infer<typeof TenantSummary>;

/** What anybody may know about a tenant. */
export const PublicTenant = z.object({
  slug: TenantSlug,
  name: z.string(),
  kind: TenantKind,
  defaultLocale: Locale,
  minimumAgeYears: z.int(),
  currencyCode: z.string(),
});
export type PublicTenant = z.infer<typeof PublicTenant>;

export const Country = z.object({
  code: z.string(),
  nameEn: z.string(),
  nameFr: z.string(),
  dialPrefix: z.string().nullable(),
});
export type Country = z.infer<typeof Country>;
