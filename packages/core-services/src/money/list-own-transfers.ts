import type { ListOwnTransfersInput, TransferStretch } from '@freehold/core-contracts/transfers';
import { defineReviewedSql, Prisma, queryReviewed } from '@freehold/core-db';
import { actorKey, type ServiceContext } from '../context.ts';
import { openCursor, sealCursor, type Position } from '../cursor.ts';
import { ownWalletIds } from './own-wallet-ids.ts';
import { toReceivedView, toTransferView, transferFields } from './transfer-fields.ts';

const listIds = defineReviewedSql(
  'money.listOwnTransfers',
  'the newest of each wallet by its index, then of them all: an OR over wallets reads their whole history',
  { writes: [] },
);

/** A stretch of the transfers from and to the caller's own wallets, newest first. Throws INVALID `cursor.invalid`. */
export async function listOwnTransfers({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListOwnTransfersInput;
}): Promise<TransferStretch> {
  const { walletId, cursor, limit } = input;
  const list = `transfers:${actorKey(ctx.actor)}`;
  const after = cursor === undefined ? null : openCursor(ctx, list, cursor);
  const walletIds = await ownWalletIds(ctx, walletId);
  const found = await readIds(ctx, walletIds, input, after);
  const shown = found.slice(0, limit);
  const rows = await ctx.db.transfer.findMany({
    where: { id: { in: shown.map(({ id }) => id) } },
    take: limit,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: transferFields,
  });
  const { currencyCode } = ctx.tenant.settings;
  const last = shown.at(-1);
  return {
    items: rows.map((row) =>
      walletIds.has(row.from.id)
        ? toTransferView(row, currencyCode)
        : toReceivedView(row, currencyCode, walletIds),
    ),
    nextCursor: found.length > limit && last !== undefined ? sealCursor(ctx, list, last) : null,
  };
}

function readIds(
  ctx: ServiceContext,
  walletIds: ReadonlySet<string>,
  { status, limit }: ListOwnTransfersInput,
  after: Position | null,
): Promise<Position[]> {
  const ids = [...walletIds];
  if (ids.length === 0) return Promise.resolve([]);
  const older =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (t."createdAt", t."id") < (${after.createdAt}::timestamptz, ${after.id}::uuid)`;
  const ofStatus =
    status === undefined ? Prisma.empty : Prisma.sql`AND t."status"::text = ${status}::text`;
  const newest = Prisma.sql`ORDER BY t."createdAt" DESC, t."id" DESC LIMIT ${limit + 1}::int`;
  // A receiver learns of a transfer when it is paid.
  const paid = Prisma.sql`t."status" IN ('CONFIRMED', 'REVERSED')`;
  return queryReviewed<Position>(
    ctx.db,
    listIds,
    Prisma.sql`SELECT DISTINCT t."createdAt", t."id"
      FROM unnest(${ids}::uuid[]) AS w(id) CROSS JOIN LATERAL (
        (SELECT t."createdAt", t."id" FROM "Transfer" t
         WHERE t."fromWalletId" = w.id ${older} ${ofStatus} ${newest})
        UNION ALL
        (SELECT t."createdAt", t."id" FROM "Transfer" t
         WHERE t."toWalletId" = w.id AND ${paid} ${older} ${ofStatus} ${newest})
        UNION ALL
        (SELECT t."createdAt", t."id" FROM "TransferLeg" g JOIN "Transfer" t ON t."id" = g."transferId"
         WHERE g."toWalletId" = w.id AND ${paid} ${older} ${ofStatus} ${newest})
      ) t
      ${newest}`,
  );
}
