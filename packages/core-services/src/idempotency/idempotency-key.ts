/*
 * Writes of machines under a key of their own. The claim commits first, so that whoever comes second
 * is told at once; the effect and the record of its answer commit together, so that there is never
 * one without the other. A claim whose process died runs out and is taken over; whoever held it
 * before can no longer record, and what cannot be recorded is rolled back.
 */
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { isSameDigest } from '../keyring.ts';

/** How long an answer is kept and a key means the same request. */
export const keptHours = 24;
/** Longer than any transaction may take, 10 s, and waits to begin, 5 s. */
export const claimSeconds = 30;

export interface IdempotentRequest {
  readonly apiKeyId: string;
  readonly key: string;
  /** SHA-256 of everything that makes the request what it is. */
  readonly digest: Uint8Array<ArrayBuffer>;
}

/** A claim; `lockedUntil` is its fence. */
export interface IdempotencyClaim {
  readonly id: string;
  readonly lockedUntil: Date;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly body: string;
}

export type ClaimOutcome =
  | { readonly claim: IdempotencyClaim }
  | { readonly answer: RecordedAnswer };

/** Claims the key, or gives the answer it got before. Throws CONFLICT `idempotency.under_way` and INVALID `idempotency.reused`. */
export async function claimIdempotencyKey(
  ctx: ServiceContext,
  { apiKeyId, key, digest }: IdempotentRequest,
): Promise<ClaimOutcome> {
  const now = ctx.clock();
  const lockedUntil = new Date(now.getTime() + claimSeconds * 1000);
  const expiresAt = new Date(now.getTime() + keptHours * 3_600_000);
  const fresh = { requestDigest: digest, lockedUntil, expiresAt };
  const [created] = await ctx.db.idempotencyKey.createManyAndReturn({
    data: [{ apiKeyId, key, ...fresh }],
    skipDuplicates: true,
    select: { id: true },
  });
  if (created !== undefined) return { claim: { id: created.id, lockedUntil } };

  const row = await ctx.db.idempotencyKey.findFirst({ where: { apiKeyId, key } });
  const underWay = new AppError('CONFLICT', 'idempotency.under_way');
  if (row === null) throw underWay;
  const { id } = row;
  const isOver = row.expiresAt <= now;
  if (!isOver && !isSameDigest(row.requestDigest, digest)) {
    throw new AppError('INVALID', 'idempotency.reused');
  }
  if (!isOver && row.responseStatus !== null && row.responseCiphertext !== null) {
    const body = ctx.keyring.decrypt(row.responseCiphertext, answerContext(ctx, id));
    return { answer: { status: row.responseStatus, body } };
  }
  if (!isOver && row.lockedUntil > now) throw underWay;
  const { count } = await ctx.db.idempotencyKey.updateMany({
    where: { id, lockedUntil: row.lockedUntil, expiresAt: row.expiresAt },
    data: { ...fresh, responseStatus: null, responseCiphertext: null },
  });
  if (count !== 1) throw underWay;
  return { claim: { id, lockedUntil } };
}

/** Records the answer in the transaction of the effect. Throws CONFLICT `idempotency.under_way` where the claim was taken over: then nothing may commit. */
export async function recordAnswer(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { id, lockedUntil }: IdempotencyClaim,
  { status, body }: RecordedAnswer,
): Promise<void> {
  const { count } = await tx.idempotencyKey.updateMany({
    where: { id, lockedUntil, responseStatus: null },
    data: {
      responseStatus: status,
      responseCiphertext: ctx.keyring.encrypt(body, answerContext(ctx, id)),
    },
  });
  if (count !== 1) throw new AppError('CONFLICT', 'idempotency.under_way');
}

/** Gives the key back after a request that had no effect, so that it can be tried again at once. */
export async function releaseIdempotencyKey(
  ctx: ServiceContext,
  { id, lockedUntil }: IdempotencyClaim,
): Promise<void> {
  await ctx.db.idempotencyKey.deleteMany({ where: { id, lockedUntil, responseStatus: null } });
}

/** Removes up to `limit` keys of one tenant that mean nothing any more; gives how many. */
export async function removeExpiredIdempotencyKeys({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const now = ctx.clock();
  const rows = await ctx.db.idempotencyKey.findMany({
    where: { expiresAt: { lte: now } },
    orderBy: { expiresAt: 'asc' },
    take: limit,
    select: { id: true },
  });
  const { count } = await ctx.db.idempotencyKey.deleteMany({
    where: { id: { in: rows.map(({ id }) => id) }, expiresAt: { lte: now } },
  });
  return count;
}

// An answer may hold a secret that is shown once.
function answerContext(ctx: ServiceContext, id: string): string {
  return `idempotent-answer:${ctx.tenant.id}:${id}`;
}
