import type { TransferKind, TransferStatus } from '@freehold/core-contracts/enums';
import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';

export interface Receiver {
  readonly walletId: string;
  readonly userId: string | null;
  readonly organizationId: string | null;
  readonly amount: string;
}

/** What is told of a transfer, to whoever is on either side. Amounts are plain decimal texts. */
export interface AnnouncedTransfer {
  readonly id: string;
  readonly kind: TransferKind;
  readonly status: TransferStatus;
  readonly fromWalletId: string;
  readonly businessAccountId: string | null;
  readonly senderUserId: string | null;
  readonly senderOrganizationId: string | null;
  readonly fromOrganizationId: string | null;
  readonly amount: string;
  readonly fee: string;
  readonly reference: string | null;
  readonly receivers: readonly Receiver[];
}

const read = defineReviewedSql(
  'transfer.announced',
  'transfers with the holders on both sides, for a list whose length is another each time: one statement whose plan is kept',
);

/** Most receivers of one transfer. */
const mostLegs = 100;

/**
 * Transfers with their receivers, in no order. Each wallet is looked up by its key: joined with the
 * list, a plan kept from a day with few wallets would read them all.
 */
export function readAnnounced(
  tx: TenantTransaction,
  transferIds: readonly string[],
): Promise<AnnouncedTransfer[]> {
  return queryReviewed<AnnouncedTransfer>(
    tx,
    read,
    Prisma.sql`SELECT t."id", t."kind"::text AS "kind", t."status"::text AS "status", t."fromWalletId",
        t."businessAccountId", t."senderUserId", t."senderOrganizationId",
        f."organizationId" AS "fromOrganizationId", trim_scale(t."amount")::text AS "amount",
        trim_scale(t."fee")::text AS "fee", t."reference", r."receivers"
      FROM "Transfer" t
      CROSS JOIN LATERAL (
        SELECT w."organizationId" FROM "Wallet" w WHERE w."id" = t."fromWalletId" OFFSET 0) f
      CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'walletId', h."id", 'userId', h."userId", 'organizationId', h."organizationId",
          'amount', trim_scale(g."amount")::text) ORDER BY g."legIndex"), '[]') AS "receivers"
        FROM (
          SELECT t."toWalletId", t."amount", 0 AS "legIndex" WHERE t."toWalletId" IS NOT NULL
          UNION ALL
          (SELECT l."toWalletId", l."amount", l."legIndex" FROM "TransferLeg" l
           WHERE l."transferId" = t."id" AND t."toWalletId" IS NULL
           ORDER BY l."legIndex" LIMIT ${mostLegs}::int)
        ) g
        CROSS JOIN LATERAL (
          SELECT w."id", w."userId", w."organizationId" FROM "Wallet" w
          WHERE w."id" = g."toWalletId" OFFSET 0) h
      ) r
      WHERE t."id" = ANY (${transferIds}::uuid[])`,
  );
}
