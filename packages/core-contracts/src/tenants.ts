import { z } from 'zod';
import { TenantKind } from './enums.ts';
import { Id, Locale, TenantSlug } from './ids.ts';

/** What a tenant may set, each with its default. */
export const TenantSettings = z.object({
  minimumAgeYears: z.int().min(0).max(120).default(18),
  isReviewRequired: z.boolean().default(true),
  isFourEyesRequired: z.boolean().default(false),
  disposableEmail: z.enum(['REFUSE', 'FLAG']).default('REFUSE'),
  approvalTargetHours: z.int().min(1).max(720).default(24),
  defaultLocale: Locale.default('en'),
  currencyCode: z
    .string()
    .regex(/^[A-Z]{2,8}$/u)
    .default('GX'),
});
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
