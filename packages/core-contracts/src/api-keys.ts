import { z } from 'zod';
import { Id, Version } from './ids.ts';
import { pageOf, PageInput } from './page.ts';
import { ApiScope } from './permissions.ts';
import { line, Reason, OptionalReason } from './text.ts';

export const ApiKeyView = z.object({
  id: Id,
  organizationId: Id,
  organizationName: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(ApiScope),
  createdByName: z.string(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  lastUsedIp: z.string().nullable(),
  revokedAt: z.date().nullable(),
  rotatedFromId: Id.nullable(),
  /** The key that replaces this one, while both still work. */
  replacedById: Id.nullable(),
  version: z.int(),
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

export const ListApiKeysInput = PageInput.extend({
  organizationId: Id.optional(),
  search: line(100).optional(),
  state: z.enum(['LIVE', 'EXPIRED', 'REVOKED']).optional(),
});
export type ListApiKeysInput = z.infer<typeof ListApiKeysInput>;
export const ApiKeyPage = pageOf(ApiKeyView);
export type ApiKeyPage = z.infer<typeof ApiKeyPage>;

export const CreateApiKeyInput = z.strictObject({
  organizationId: Id,
  name: line(80),
  scopes: z.array(ApiScope).min(1).max(20),
  /** Days until it ends; null: never. */
  expiresInDays: z.int().min(1).max(3650).nullable().default(90),
});
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;

/** The only time the secret is seen. */
export const ApiKeyCreated = z.object({ apiKey: ApiKeyView, secret: z.string() });
export type ApiKeyCreated = z.infer<typeof ApiKeyCreated>;

export const RotateApiKeyInput = z.strictObject({
  apiKeyId: Id,
  version: Version,
  /** How long the old key still works. */
  overlapHours: z.int().min(0).max(720).default(24),
  reason: OptionalReason,
});
export type RotateApiKeyInput = z.infer<typeof RotateApiKeyInput>;

export const RevokeApiKeyInput = z.strictObject({ apiKeyId: Id, version: Version, reason: Reason });
export type RevokeApiKeyInput = z.infer<typeof RevokeApiKeyInput>;
