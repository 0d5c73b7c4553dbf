import type { NotificationKind } from '@freehold/core-contracts/notifications';
import type { WebhookEventType } from '@freehold/core-contracts/webhooks';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { emitEvents, type WebhookEventRequest } from '../webhooks/emit-event.ts';
import type { SettlementVerdict } from './transfer-request.ts';

/** Receivers of one transfer. */
const mostLegs = 100;

const holderFields = {
  id: true,
  userId: true,
  organizationId: true,
} as const satisfies Prisma.WalletSelect;

const announcedFields = {
  id: true,
  kind: true,
  status: true,
  fromWalletId: true,
  businessAccountId: true,
  senderUserId: true,
  senderOrganizationId: true,
  amount: true,
  fee: true,
  reference: true,
  from: { select: { organizationId: true } },
  to: { select: holderFields },
  legs: { take: mostLegs, select: { amount: true, to: { select: holderFields } } },
} as const satisfies Prisma.TransferSelect;

type Announced = Prisma.TransferGetPayload<{ select: typeof announcedFields }>;
type Sent = Extract<
  WebhookEventType,
  'transfer.awaitingApproval' | 'transfer.confirmed' | 'transfer.failed' | 'transfer.rejected'
>;

/**
 * Tells of what was settled now, in the transaction that settled it and before its audit row: the
 * organizations on either side by webhook, people who received something in the application. What
 * had been settled before is not told again. Wake `webhooks` after the commit.
 */
export async function announceSettlements(
  tx: TenantTransaction,
  ctx: ServiceContext,
  verdicts: readonly SettlementVerdict[],
): Promise<void> {
  const settled = verdicts.filter(({ result }) => result === 'SETTLED');
  const ids = settled.map(({ transferId }) => transferId);
  if (ids.length === 0) return;
  const rows = await tx.transfer.findMany({
    where: { id: { in: ids } },
    take: ids.length,
    select: announcedFields,
  });
  const isFailed = ({ status }: Announced) => status === 'FAILED';
  await emitEvents(tx, ctx, [
    ...rows.flatMap((row) =>
      sentEvent(row, isFailed(row) ? 'transfer.failed' : 'transfer.confirmed'),
    ),
    ...rows.filter((row) => !isFailed(row)).flatMap(receivedEvents),
  ]);
  await tellPeople(tx, ctx, rows);
}

/** Tells the organization that sends of a state that its transfer came to. */
export async function announceSent(
  tx: TenantTransaction,
  ctx: ServiceContext,
  transferId: string,
  eventType: Sent,
): Promise<void> {
  const row = await tx.transfer.findFirst({ where: { id: transferId }, select: announcedFields });
  if (row !== null) await emitEvents(tx, ctx, sentEvent(row, eventType));
}

function sentEvent(row: Announced, eventType: Sent): WebhookEventRequest<Sent>[] {
  const organizationId = row.senderOrganizationId ?? row.from.organizationId;
  if (organizationId === null) return [];
  const { id: transferId, kind, fromWalletId: walletId, businessAccountId } = row;
  const amounts = { amount: row.amount.toFixed(), fee: row.fee.toFixed() };
  const payload = { organizationId, transferId, kind, walletId, ...amounts, businessAccountId };
  return [{ eventType, payload, organizationId, idempotencyKey: `${eventType}:${transferId}` }];
}

function receiversOf({ to, legs, amount }: Announced) {
  return to === null ? legs : [{ amount, to }];
}

function receivedEvents(row: Announced): WebhookEventRequest<'transfer.received'>[] {
  const { id: transferId, kind, fromWalletId } = row;
  return receiversOf(row).flatMap(({ to: { id: walletId, organizationId }, amount }) => {
    if (organizationId === null) return [];
    const facts = { organizationId, transferId, kind, walletId, fromWalletId };
    return [
      {
        eventType: 'transfer.received',
        payload: { ...facts, amount: amount.toFixed() },
        organizationId,
        idempotencyKey: `transfer.received:${transferId}:${walletId}`,
      },
    ];
  });
}

/** One statement for all: the projector settles hundreds at a time. */
async function tellPeople(
  tx: TenantTransaction,
  ctx: ServiceContext,
  rows: readonly Announced[],
): Promise<void> {
  const told = rows.flatMap(noticesOf);
  if (told.length === 0) return;
  const there = await tx.user.findMany({
    where: { id: { in: [...new Set(told.map(({ userId }) => userId))] }, deletedAt: null },
    take: told.length,
    select: { id: true },
  });
  const ids = new Set(there.map(({ id }) => id));
  const { currencyCode } = ctx.tenant.settings;
  await tx.notification.createMany({
    data: told
      .filter(({ userId }) => ids.has(userId))
      .map(({ row, userId, kind, amount }) => ({
        ...{ userId, kind, entityType: 'Transfer', entityId: row.id, createdAt: ctx.clock() },
        severity: kind === 'money.received' ? 'SUCCESS' : 'WARNING',
        parameters: {
          amount: `${amount.toFixed()} ${currencyCode}`,
          ...(row.reference === null ? {} : { reference: row.reference }),
        },
        idempotencyKey: `${kind}:${row.id}`,
      })),
    skipDuplicates: true,
  });
}

interface Notice {
  readonly row: Announced;
  readonly userId: string;
  readonly kind: Extract<NotificationKind, `money.${string}`>;
  readonly amount: Announced['amount'];
}

function noticesOf(row: Announced): Notice[] {
  if (row.status === 'FAILED') {
    const { senderUserId: userId, amount } = row;
    return userId === null ? [] : [{ row, userId, kind: 'money.notSent', amount }];
  }
  return receiversOf(row).flatMap(({ to: { userId }, amount }) =>
    userId === null ? [] : [{ row, userId, kind: 'money.received' as const, amount }],
  );
}
