import type { RemoveWebhookEndpointInput } from '@freehold/core-contracts/webhooks';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { endpointNotFound, requireEndpoint } from './endpoint-access.ts';

/** Removes an endpoint with its deliveries; what is under way may still arrive. Throws PRECONDITION_FAILED `version.stale` and NOT_FOUND `entity.not_found`. */
export async function removeWebhookEndpoint({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RemoveWebhookEndpointInput;
}): Promise<{ isDone: true }> {
  const id = input.endpointId;
  const { url, organizationId } = await requireEndpoint(ctx, id, 'MANAGE');
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.webhookEndpoint.deleteMany({
      where: { id, version: input.version },
    });
    if (count !== 1) {
      const row = await tx.webhookEndpoint.findFirst({ where: { id }, select: { version: true } });
      if (row === null) throw endpointNotFound();
      throw await staleVersion(tx, { type: 'WebhookEndpoint', id, version: row.version });
    }
    await recordAudit(tx, ctx, {
      action: 'webhook.remove',
      entityType: 'WebhookEndpoint',
      entityId: id,
      organizationId: organizationId ?? undefined,
      reason: input.reason,
      changes: { origin: new URL(url).origin },
    });
  });
  return { isDone: true };
}
