import type { NotificationKind } from '@freehold/core-contracts/notifications';
import type { WebhookEventType } from '@freehold/core-contracts/webhooks';
import {
  defineReviewedSql,
  executeReviewed,
  Prisma,
  type TenantTransaction,
} from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { emitEvents, type WebhookEventRequest } from '../webhooks/emit-event.ts';
import { readAnnounced, type AnnouncedTransfer } from './announced-transfer.ts';
import type { SettlementVerdict } from './transfer-request.ts';

const tell = defineReviewedSql(
  'notification.ofTransfers',
  'people are told of hundreds of transfers at a time: one statement for any number, planned once',
  { writes: ['Notification'] },
);

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
  const rows = verdicts.flatMap(({ settled }) => settled ?? []);
  const isFailed = ({ status }: AnnouncedTransfer) => status === 'FAILED';
  await emitEvents(tx, ctx, [
    ...rows.flatMap((row) =>
      sentEvent(row, isFailed(row) ? 'transfer.failed' : 'transfer.confirmed'),
    ),
    ...rows.filter((row) => !isFailed(row)).flatMap(receivedEvents),
  ]);
  await tellPeople(tx, ctx, rows);
}

/** Tells the organizations that send of a state that their transfers came to, all at once. */
export async function announceSent(
  tx: TenantTransaction,
  ctx: ServiceContext,
  transferIds: readonly string[],
  eventType: Sent,
): Promise<void> {
  const rows = await readAnnounced(tx, transferIds);
  await emitEvents(
    tx,
    ctx,
    rows.flatMap((row) => sentEvent(row, eventType)),
  );
}

function sentEvent(row: AnnouncedTransfer, eventType: Sent): WebhookEventRequest<Sent>[] {
  const organizationId = row.senderOrganizationId ?? row.fromOrganizationId;
  if (organizationId === null) return [];
  const { id: transferId, kind, fromWalletId: walletId, businessAccountId } = row;
  const amounts = { amount: row.amount, fee: row.fee };
  const payload = { organizationId, transferId, kind, walletId, ...amounts, businessAccountId };
  return [{ eventType, payload, organizationId, idempotencyKey: `${eventType}:${transferId}` }];
}

function receivedEvents(row: AnnouncedTransfer): WebhookEventRequest<'transfer.received'>[] {
  const { id: transferId, kind, fromWalletId } = row;
  return row.receivers.flatMap(({ walletId, organizationId, amount }) => {
    if (organizationId === null) return [];
    const facts = { organizationId, transferId, kind, walletId, fromWalletId };
    return [
      {
        eventType: 'transfer.received',
        payload: { ...facts, amount },
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
  rows: readonly AnnouncedTransfer[],
): Promise<void> {
  const told = rows.flatMap(noticesOf);
  if (told.length === 0) return;
  const { currencyCode } = ctx.tenant.settings;
  const notices = told.map(({ row, userId, kind, amount }) => ({
    ...{ userId, kind, transferId: row.id },
    severity: kind === 'money.received' ? 'SUCCESS' : 'WARNING',
    parameters: {
      amount: `${amount} ${currencyCode}`,
      ...(row.reference === null ? {} : { reference: row.reference }),
    },
  }));
  await executeReviewed(
    tx,
    tell,
    Prisma.sql`INSERT INTO "Notification" ("id", "userId", "kind", "severity", "parameters",
        "entityType", "entityId", "idempotencyKey", "createdAt")
      SELECT uuidv7(), n."userId", n."kind", n."severity"::"NotificationSeverity", n."parameters",
        'Transfer', n."transferId", n."kind" || ':' || n."transferId", ${ctx.clock()}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) AS n(
        "userId" uuid, "kind" text, "severity" text, "parameters" jsonb, "transferId" text)
      CROSS JOIN LATERAL (
        SELECT FROM "User" u WHERE u."id" = n."userId" AND u."deletedAt" IS NULL OFFSET 0) there
      ON CONFLICT DO NOTHING`,
  );
}

interface Notice {
  readonly row: AnnouncedTransfer;
  readonly userId: string;
  readonly kind: Extract<NotificationKind, `money.${string}`>;
  readonly amount: string;
}

function noticesOf(row: AnnouncedTransfer): Notice[] {
  if (row.status === 'FAILED') {
    const { senderUserId: userId, amount } = row;
    return userId === null ? [] : [{ row, userId, kind: 'money.notSent', amount }];
  }
  return row.receivers.flatMap(({ userId, amount }) =>
    userId === null ? [] : [{ row, userId, kind: 'money.received' as const, amount }],
  );
}
