import { AppError } from '@freehold/core-contracts/errors';
import type { ApiKeyView, RevokeApiKeyInput } from '@freehold/core-contracts/api-keys';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { requireOrganization } from '../organizations/access.ts';
import { changeOrganization } from '../organizations/change-organization.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { dropKeys } from './authenticate-key.ts';
import { requireKey, toKeyView } from './key-fields.ts';

/**
 * Stops a key for good: at the commit in the database, and at once in what processes keep. Throws as
 * `changeOrganization`, NOT_FOUND `entity.not_found`, CONFLICT `apiKey.already_revoked`,
 * PRECONDITION_FAILED `version.stale`.
 */
export async function revokeKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RevokeApiKeyInput;
}): Promise<ApiKeyView> {
  const { apiKeyId, version, reason } = input;
  const { organizationId } = await requireKey(ctx.db, apiKeyId);
  await requireOrganization(ctx, organizationId, 'VIEW', { entity: 'ApiKey' });
  const revoked = await changeOrganization(ctx, organizationId, 'MANAGE', {}, async (tx) => {
    const key = await requireKey(tx, apiKeyId);
    if (key.revokedAt !== null) throw new AppError('CONFLICT', 'apiKey.already_revoked');
    const { count } = await tx.apiKey.updateMany({
      where: { id: apiKeyId, version, revokedAt: null },
      data: { revokedAt: ctx.clock(), revokeReason: reason, version: { increment: 1 } },
    });
    if (count !== 1) {
      throw await staleVersion(tx, { type: 'ApiKey', id: apiKeyId, version: key.version });
    }
    const { name } = key;
    const { prefix } = toKeyView(ctx, key);
    await emitEvent(tx, ctx, {
      eventType: 'apiKey.revoked',
      payload: { organizationId, apiKeyId, name, prefix },
      organizationId,
      idempotencyKey: `apiKey.revoked:${apiKeyId}`,
    });
    await recordAudit(tx, ctx, {
      action: 'apiKey.revoke',
      entityType: 'ApiKey',
      entityId: apiKeyId,
      organizationId,
      reason,
      changes: { name, prefix },
    });
    return toKeyView(ctx, await requireKey(tx, apiKeyId));
  });
  dropKeys(ctx);
  ctx.wake('webhooks');
  return revoked;
}
