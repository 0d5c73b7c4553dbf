import type {
  UpdateWebhookEndpointInput,
  WebhookEndpointView,
} from '@freehold/core-contracts/webhooks';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { assertEventTypes } from './create-endpoint.ts';
import { endpointNotFound, requireEndpoint } from './endpoint-access.ts';
import { endpointFields, toEndpointView, type EndpointRow } from './endpoint-fields.ts';
import { assertWebhookUrl } from './webhook-url.ts';

/**
 * Changes where an endpoint lives, what it hears of and whether it is on; switching it on forgets its
 * failures. Throws PRECONDITION_FAILED `version.stale`, NOT_FOUND `entity.not_found`, INVALID
 * `webhook.url_refused` and `webhook.event_not_available`.
 */
export async function updateWebhookEndpoint({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: UpdateWebhookEndpointInput;
}): Promise<WebhookEndpointView> {
  const id = input.endpointId;
  const before = await requireEndpoint(ctx, id, 'MANAGE');
  const url = assertWebhookUrl(ctx, input.url);
  const eventTypes = assertEventTypes(before.organizationId, input.eventTypes);
  const { description, isEnabled } = input;
  const isSwitchedOn = isEnabled && !before.isEnabled;
  const row = await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.webhookEndpoint.updateMany({
      where: { id, version: input.version },
      data: {
        url: url.href,
        description,
        eventTypes,
        isEnabled,
        ...(isSwitchedOn ? { disabledReason: null, failingSince: null } : {}),
        version: { increment: 1 },
      },
    });
    const after = await tx.webhookEndpoint.findFirst({ where: { id }, select: endpointFields });
    if (after === null) throw endpointNotFound();
    if (count !== 1) {
      throw await staleVersion(tx, { type: 'WebhookEndpoint', id, version: after.version });
    }
    await recordAudit(tx, ctx, {
      action: 'webhook.update',
      entityType: 'WebhookEndpoint',
      entityId: id,
      organizationId: before.organizationId ?? undefined,
      changes: changesOf(before, after),
    });
    return after;
  });
  return toEndpointView(row);
}

function changesOf(before: EndpointRow, after: EndpointRow) {
  const facts = ({ url, description, eventTypes, isEnabled }: EndpointRow) => ({
    // A path or a query may hold a token of the receiver's.
    origin: new URL(url).origin,
    description,
    eventTypes: eventTypes.join(' '),
    isEnabled,
  });
  const [was, is] = [facts(before), facts(after)];
  const isOtherAddress = before.url !== after.url && was.origin === is.origin;
  return {
    ...Object.fromEntries(
      Object.entries(is).flatMap(([field, value]) => {
        const old = was[field as keyof typeof was];
        return old === value ? [] : [[field, { before: old, after: value }]];
      }),
    ),
    ...(isOtherAddress ? { isPathChanged: true } : {}),
  };
}
