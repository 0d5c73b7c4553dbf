import type { ApiKeyCreated } from '@freehold/core-contracts/api-keys';
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import { actorId, actorName, type ServiceContext } from '../context.ts';
import { sha256 } from '../keyring.ts';
import { mostLiveKeys } from '../organizations/limits.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { keyFields, liveAt, toKeyView } from './key-fields.ts';
import { newApiKey, toKeyText, toVisiblePrefix } from './key-text.ts';

export interface NewKey {
  readonly organizationId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  readonly rotatedFromId?: string;
}

/** Writes a key whose organization is held, and gives it with its text, which is kept nowhere. */
export async function writeKey(
  tx: TenantTransaction,
  ctx: ServiceContext,
  key: NewKey,
): Promise<ApiKeyCreated> {
  const { organizationId, name, expiresAt, rotatedFromId = null } = key;
  const parts = newApiKey(ctx.tenant.slug);
  const row = await tx.apiKey.create({
    data: {
      ...{ organizationId, name, expiresAt, rotatedFromId },
      scopes: [...key.scopes],
      prefix: parts.name,
      secretHash: sha256(parts.secret),
      createdById: actorId(ctx.actor),
      createdByName: actorName(ctx.actor),
      createdAt: ctx.clock(),
    },
    select: keyFields,
  });
  const apiKey = toKeyView(ctx, row);
  await emitEvent(tx, ctx, {
    eventType: 'apiKey.created',
    payload: {
      ...{ organizationId, name },
      apiKeyId: row.id,
      prefix: toVisiblePrefix(ctx.tenant.slug, parts.name),
      scopes: apiKey.scopes,
    },
    organizationId,
    idempotencyKey: `apiKey.created:${row.id}`,
  });
  return { apiKey, secret: toKeyText(parts) };
}

/** Throws LIMIT_EXCEEDED `apiKey.too_many` where the organization has `maximum` working keys. */
export async function assertRoomForKey(
  tx: TenantTransaction,
  ctx: ServiceContext,
  organizationId: string,
  maximum = mostLiveKeys,
): Promise<void> {
  const live = await tx.apiKey.count({ where: { organizationId, ...liveAt(ctx.clock()) } });
  if (live < maximum) return;
  throw new AppError('LIMIT_EXCEEDED', 'apiKey.too_many', { maximum });
}
