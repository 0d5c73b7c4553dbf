import type { ApiKeyView } from '@freehold/core-contracts/api-keys';
import { AppError } from '@freehold/core-contracts/errors';
import { ApiScope } from '@freehold/core-contracts/permissions';
import type { Prisma, TenantClient, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { toVisiblePrefix } from './key-text.ts';

/** Fields of a list row; the hash of the secret is not among them. */
export const keyFields = {
  id: true,
  organizationId: true,
  name: true,
  prefix: true,
  scopes: true,
  createdByName: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  lastUsedIp: true,
  revokedAt: true,
  rotatedFromId: true,
  version: true,
  organization: { select: { name: true } },
  rotatedTo: {
    where: { revokedAt: null },
    orderBy: { createdAt: 'desc' },
    take: 1,
    select: { id: true },
  },
} as const satisfies Prisma.ApiKeySelect;

export type KeyRow = Prisma.ApiKeyGetPayload<{ select: typeof keyFields }>;

/** A key as a list shows it. */
export function toKeyView(ctx: ServiceContext, row: KeyRow): ApiKeyView {
  const { organization, rotatedTo, prefix, scopes, ...facts } = row;
  return {
    ...facts,
    organizationName: organization.name,
    prefix: toVisiblePrefix(ctx.tenant.slug, prefix),
    scopes: scopes.flatMap((scope) => ApiScope.safeParse(scope).data ?? []),
    replacedById: rotatedTo[0]?.id ?? null,
  };
}

/** Which keys work at a moment. */
export function liveAt(now: Date) {
  return {
    revokedAt: null,
    OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
  } satisfies Prisma.ApiKeyWhereInput;
}

/** True for a key that works at a moment. */
export function isLive(row: Pick<KeyRow, 'revokedAt' | 'expiresAt'>, now: Date): boolean {
  return row.revokedAt === null && (row.expiresAt === null || row.expiresAt > now);
}

/** A key by its id, whoever asks: what they may do with it is decided by its organization. Throws NOT_FOUND `entity.not_found`. */
export async function requireKey(
  db: TenantClient | TenantTransaction,
  id: string,
): Promise<KeyRow> {
  const row = await db.apiKey.findFirst({ where: { id }, select: keyFields });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'ApiKey' });
  return row;
}
