import { AppError } from '@freehold/core-contracts/errors';
import type { ApiKeyCreated, RotateApiKeyInput } from '@freehold/core-contracts/api-keys';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { requireOrganization } from '../organizations/access.ts';
import { changeOrganization } from '../organizations/change-organization.ts';
import { mostLiveKeysInRotation } from '../organizations/limits.ts';
import { dropKeys } from './authenticate-key.ts';
import { isLive, requireKey, type KeyRow } from './key-fields.ts';
import { needFor } from './key-need.ts';
import { assertRoomForKey, writeKey } from './write-key.ts';

const hourMs = 60 * 60_000;

/**
 * Makes a key that replaces another: same name and scopes, and as long a life as the old one was
 * given. For `overlapHours` both work, then the old one ends; with 0 it ends at the commit. Throws as
 * `changeOrganization`, NOT_FOUND `entity.not_found`, CONFLICT `apiKey.not_live` and
 * `apiKey.already_rotated`, PRECONDITION_FAILED `version.stale`, LIMIT_EXCEEDED `apiKey.too_many`.
 */
export async function rotateKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RotateApiKeyInput;
}): Promise<ApiKeyCreated> {
  const { organizationId, scopes } = await requireKey(ctx.db, input.apiKeyId);
  await requireOrganization(ctx, organizationId, 'VIEW', { entity: 'ApiKey' });
  const created = await changeOrganization(ctx, organizationId, needFor(scopes), {}, (tx) =>
    rotate(tx, ctx, input),
  );
  dropKeys(ctx);
  ctx.wake('webhooks');
  return created;
}

async function rotate(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { apiKeyId, version, overlapHours, reason }: RotateApiKeyInput,
): Promise<ApiKeyCreated> {
  const old = await requireKey(tx, apiKeyId);
  const now = ctx.clock();
  if (old.version !== version) {
    throw await staleVersion(tx, { type: 'ApiKey', id: apiKeyId, version: old.version });
  }
  if (!isLive(old, now)) throw new AppError('CONFLICT', 'apiKey.not_live');
  if (old.rotatedTo.length > 0) throw new AppError('CONFLICT', 'apiKey.already_rotated');
  const overlapEnd = new Date(now.getTime() + overlapHours * hourMs);
  const endsAt = old.expiresAt !== null && old.expiresAt < overlapEnd ? old.expiresAt : overlapEnd;
  await tx.apiKey.updateMany({
    where: { id: apiKeyId, version },
    data: { expiresAt: endsAt, noticedAt: now, version: { increment: 1 } },
  });
  // Of a chain of rotations every key works until its overlap ends.
  await assertRoomForKey(tx, ctx, old.organizationId, mostLiveKeysInRotation);
  const created = await writeKey(tx, ctx, {
    organizationId: old.organizationId,
    name: old.name,
    scopes: old.scopes,
    expiresAt: lifeAgain(old, now),
    rotatedFromId: old.id,
  });
  await recordAudit(tx, ctx, {
    action: 'apiKey.rotate',
    entityType: 'ApiKey',
    entityId: apiKeyId,
    organizationId: old.organizationId,
    reason,
    changes: {
      ...{ name: old.name, overlapHours, replacedById: created.apiKey.id },
      prefix: created.apiKey.prefix,
      expiresAt: {
        before: old.expiresAt?.toISOString() ?? null,
        after: endsAt.toISOString(),
      },
    },
  });
  return created;
}

function lifeAgain({ expiresAt, createdAt }: KeyRow, now: Date): Date | null {
  if (expiresAt === null) return null;
  return new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime());
}
