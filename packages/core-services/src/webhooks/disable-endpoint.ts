import { Locale } from '@freehold/core-contracts/ids';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { enqueueMessage } from '../messaging/enqueue-message.ts';
import { notify } from '../notifications/notify.ts';

/** People that are told, at most. */
const mostPeople = 50;

const personFields = { id: true, email: true, locale: true } as const;

/** Switches an endpoint off that cannot be reached, and tells its owners; one that is off stays as it is. In the caller's transaction. */
export async function disableEndpoint(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { endpointId, reason }: { readonly endpointId: string; readonly reason: string },
): Promise<void> {
  const { count } = await tx.webhookEndpoint.updateMany({
    where: { id: endpointId, isEnabled: true },
    data: { isEnabled: false, disabledReason: reason, version: { increment: 1 } },
  });
  if (count === 0) return;
  const row = await tx.webhookEndpoint.findFirstOrThrow({
    where: { id: endpointId },
    select: {
      url: true,
      version: true,
      organizationId: true,
      organization: { select: { name: true } },
    },
  });
  const organization = row.organization?.name ?? null;
  // A path or a query may hold a token of the receiver's.
  const url = new URL(row.url).origin;
  const cause = `webhook.disabled:${endpointId}:${row.version}`;
  const entity = { type: 'WebhookEndpoint', id: endpointId };
  for (const { id: userId, email, locale } of await findOwners(tx, row.organizationId)) {
    await notify(tx, ctx, {
      userId,
      kind: 'webhook.disabled',
      severity: 'WARNING',
      parameters: { url, organization },
      idempotencyKey: cause,
      entity,
    });
    await enqueueMessage(tx, ctx, {
      channel: 'EMAIL',
      recipient: email,
      template: 'webhookDisabled',
      parameters: { url, organization },
      locale: Locale.catch('en').parse(locale),
      idempotencyKey: `${cause}:${userId}`,
      entity,
    });
  }
  await recordAudit(tx, ctx, {
    action: 'webhook.disable',
    entityType: 'WebhookEndpoint',
    entityId: endpointId,
    organizationId: row.organizationId ?? undefined,
    reason,
    changes: { isEnabled: { before: true, after: false } },
  });
}

/** Owners and admins of the organization; for the tenant's own endpoints its administrators. */
async function findOwners(tx: TenantTransaction, organizationId: string | null) {
  if (organizationId === null) {
    return tx.user.findMany({
      where: { role: 'ADMIN', status: 'ACTIVE', deletedAt: null },
      orderBy: { createdAt: 'asc' },
      take: mostPeople,
      select: personFields,
    });
  }
  const members = await tx.membership.findMany({
    where: { organizationId, role: { in: ['OWNER', 'ADMIN'] }, user: { deletedAt: null } },
    orderBy: { addedAt: 'asc' },
    take: mostPeople,
    select: { user: { select: personFields } },
  });
  return members.map(({ user }) => user);
}
