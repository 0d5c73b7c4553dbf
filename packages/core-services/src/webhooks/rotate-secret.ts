import type { RotateWebhookSecretInput, WebhookSecret } from '@freehold/core-contracts/webhooks';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { endpointNotFound, requireEndpoint } from './endpoint-access.ts';
import { endpointFields, toEndpointView } from './endpoint-fields.ts';
import { newWebhookSecret, sealSecret } from './signing.ts';

/**
 * Gives an endpoint a new secret, shown this once; for `overlapHours` the one before signs as well,
 * an even older one no more. Throws PRECONDITION_FAILED `version.stale` and NOT_FOUND `entity.not_found`.
 */
export async function rotateWebhookSecret({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RotateWebhookSecretInput;
}): Promise<WebhookSecret> {
  const { endpointId: id, overlapHours, version } = input;
  const { organizationId } = await requireEndpoint(ctx, id, 'MANAGE');
  const secret = newWebhookSecret();
  const endpoint = await inTransaction(ctx.db, async (tx) => {
    const row = await tx.webhookEndpoint.findFirst({
      where: { id },
      select: { secretCiphertext: true, version: true },
    });
    if (row === null) throw endpointNotFound();
    const keepsOld = overlapHours > 0;
    const { count } = await tx.webhookEndpoint.updateMany({
      where: { id, version },
      data: {
        secretCiphertext: sealSecret(
          ctx.keyring,
          { tenantId: ctx.tenant.id, endpointId: id },
          secret,
        ),
        previousSecretCiphertext: keepsOld ? row.secretCiphertext : null,
        previousSecretExpiresAt: keepsOld
          ? new Date(ctx.clock().getTime() + overlapHours * 3_600_000)
          : null,
        version: { increment: 1 },
      },
    });
    if (count !== 1) {
      throw await staleVersion(tx, { type: 'WebhookEndpoint', id, version: row.version });
    }
    const after = await tx.webhookEndpoint.findFirstOrThrow({
      where: { id },
      select: endpointFields,
    });
    await recordAudit(tx, ctx, {
      action: 'webhook.rotateSecret',
      entityType: 'WebhookEndpoint',
      entityId: id,
      organizationId: organizationId ?? undefined,
      changes: { overlapHours },
    });
    return after;
  });
  return { endpoint: toEndpointView(endpoint), secret };
}
