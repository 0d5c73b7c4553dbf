import type { ApiKeyCreated, CreateApiKeyInput } from '@freehold/core-contracts/api-keys';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { changeOrganization } from '../organizations/change-organization.ts';
import { needFor } from './key-need.ts';
import { assertRoomForKey, writeKey } from './write-key.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Makes a key of an organization; its text is in this answer and nowhere else. It outlives whoever
 * makes it. Throws as `changeOrganization`, LIMIT_EXCEEDED `apiKey.too_many`.
 */
export async function createKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CreateApiKeyInput;
}): Promise<ApiKeyCreated> {
  const { organizationId, name, expiresInDays } = input;
  const scopes = [...new Set(input.scopes)];
  const created = await changeOrganization(ctx, organizationId, needFor(scopes), {}, async (tx) => {
    await assertRoomForKey(tx, ctx, organizationId);
    const expiresAt =
      expiresInDays === null ? null : new Date(ctx.clock().getTime() + expiresInDays * dayMs);
    const made = await writeKey(tx, ctx, { organizationId, name, scopes, expiresAt });
    await recordAudit(tx, ctx, {
      action: 'apiKey.create',
      entityType: 'ApiKey',
      entityId: made.apiKey.id,
      organizationId,
      changes: {
        ...{ name, scopes, prefix: made.apiKey.prefix },
        expiresAt: expiresAt?.toISOString() ?? null,
      },
    });
    return made;
  });
  ctx.wake('webhooks');
  return created;
}
