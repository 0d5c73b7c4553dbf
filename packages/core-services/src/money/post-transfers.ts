/*
 * Money moves in SQL functions: one call decides and writes everything a transfer is, so that it
 * costs one round trip and no decision is older than the locks it was made under. Locks are taken
 * in one order everywhere: transfers by id, usage by owner, wallets by id, the audit chain last.
 */
import {
  defineReviewedSql,
  inTransaction,
  Prisma,
  queryReviewed,
  withRetry,
  type TenantClient,
  type TenantTransaction,
} from '@freehold/core-db';
import { toAuditRow, type AuditRecord } from '../audit/record-audit.ts';
import { actorId, actorName, type ServiceContext } from '../context.ts';
import { openSystemWallets } from './system-wallets.ts';
import { contentDigest } from './transfer-digest.ts';
import type { TransferRequest, TransferVerdict } from './transfer-request.ts';

const post = defineReviewedSql(
  'money.postTransfers',
  'limits, risk and balances are decided under the locks of the movement, in one round trip',
  {
    writes: [
      'Transfer',
      'TransferLeg',
      'Transaction',
      'Wallet',
      'TransferUsage',
      'TransactionRiskScore',
      'Beneficiary',
      'OutboxCommand',
      'AuditLog',
    ],
  },
);

/** How often a caller's work is repeated after it lost a race; each time after a longer pause. */
export const moneyRetry = { isSafe: true, retries: 8, delayMs: 10, maxDelayMs: 500 } as const;

export interface PostOptions {
  /** The audit row of the call; null where the caller writes its own, last. Its `changes` get what came of it. */
  readonly audit: AuditRecord | null;
  /** What the transfers of one batch have in common. */
  readonly batchId?: string;
}

/**
 * Decides up to 1,000 transfers in their order and moves the money of those that may: one verdict
 * each, in the same order. On a client it is a transaction of its own and repeated after a lost
 * race; on a transaction it is part of that. Wake the topic `outbox` after the commit.
 */
export async function postTransfers(
  client: TenantClient | TenantTransaction,
  ctx: ServiceContext,
  requests: readonly TransferRequest[],
  options: PostOptions,
): Promise<TransferVerdict[]> {
  if (requests.length === 0) return [];
  const sql = toSql(ctx, requests, options);
  if (client.$kind === 'transaction') return postOnce(client, ctx, sql, client);
  return withRetry(() => postOnce(client, ctx, sql, null), moneyRetry);
}

async function postOnce(
  client: TenantClient | TenantTransaction,
  ctx: ServiceContext,
  sql: Prisma.Sql,
  tx: TenantTransaction | null,
): Promise<TransferVerdict[]> {
  const verdicts = await run(client, sql);
  if (verdicts !== null) return verdicts;
  // The tenant's own wallets are opened with its first movement.
  if (tx === null) await inTransaction(ctx.db, (own) => openSystemWallets(own, ctx));
  else await openSystemWallets(tx, ctx);
  const again = await run(client, sql);
  if (again === null) throw new Error('The system wallets are missing');
  return again;
}

async function run(
  client: TenantClient | TenantTransaction,
  sql: Prisma.Sql,
): Promise<TransferVerdict[] | null> {
  const [row] = await queryReviewed<{ verdicts: TransferVerdict[] | null }>(client, post, sql);
  return row?.verdicts ?? null;
}

function toSql(
  ctx: ServiceContext,
  requests: readonly TransferRequest[],
  { audit, batchId }: PostOptions,
): Prisma.Sql {
  const terms = {
    risk: ctx.tenant.settings.money.risk,
    batchId: batchId ?? null,
    createdByKind: ctx.actor.kind,
    createdById: actorId(ctx.actor),
    createdByName: actorName(ctx.actor),
  };
  const items = requests.map((request) => ({ ...request, digest: contentDigest(request) }));
  return Prisma.sql`SELECT post_transfers(
    ${JSON.stringify(items)}::jsonb, ${JSON.stringify(terms)}::jsonb,
    ${audit === null ? null : JSON.stringify(toAuditRow(ctx, audit))}::jsonb,
    ${ctx.clock()}::timestamptz) AS "verdicts"`;
}
