/*
 * Money moves in SQL functions: one call decides and writes everything a transfer is, so that it
 * costs one round trip and no decision is older than the locks it was made under. Locks are taken
 * in one order everywhere: transfers by id, usage by owner, wallets by id, the audit chain last.
 */
import {
  defineReviewedSql,
  inTransaction,
  queryReviewed,
  withRetry,
  type TenantClient,
  type TenantTransaction,
} from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { postTogether } from './post-together.ts';
import { openSystemWallets } from './system-wallets.ts';
import { toPostSql, type PostOptions, type TransferCalls } from './transfer-calls.ts';
import type { TransferRequest, TransferVerdict } from './transfer-request.ts';

export type { PostOptions } from './transfer-calls.ts';

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

/**
 * Decides up to 1,000 transfers in their order and moves the money of those that may: one verdict
 * each, in the same order. On a client it is committed when this returns, together with what other
 * callers of the tenant post at the same time, and repeated after a lost race; on a transaction it is
 * part of that. Wake the topic `outbox` after the commit.
 */
export async function postTransfers(
  client: TenantClient | TenantTransaction,
  ctx: ServiceContext,
  requests: readonly TransferRequest[],
  options: PostOptions,
): Promise<TransferVerdict[]> {
  if (requests.length === 0) return [];
  const call = { ctx, requests, options };
  if (client.$kind === 'transaction') return postOnce(client, [call], client);
  return postTogether(client, call, {
    carry: (calls) => postOnce(client, calls, null),
    alone: (calls) => withRetry(() => postOnce(client, calls, null), moneyRetry),
  });
}

async function postOnce(
  client: TenantClient | TenantTransaction,
  calls: TransferCalls,
  tx: TenantTransaction | null,
): Promise<TransferVerdict[]> {
  const { ctx } = calls[0];
  const sql = toPostSql(calls);
  const run = async () => {
    const [row] = await queryReviewed<{ verdicts: TransferVerdict[] | null }>(client, post, sql);
    return row?.verdicts ?? null;
  };
  const verdicts = await run();
  if (verdicts !== null) return verdicts;
  // The tenant's own wallets are opened with its first movement.
  if (tx === null) await inTransaction(ctx.db, (own) => openSystemWallets(own, ctx));
  else await openSystemWallets(tx, ctx);
  const again = await run();
  if (again === null) throw new Error('The system wallets are missing');
  return again;
}
