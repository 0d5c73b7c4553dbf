import type { AuditVerdict } from '@freehold/core-contracts/audit';
import { AppError } from '@freehold/core-contracts/errors';
import { defineReviewedSql, Prisma, queryReviewed } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';

/** Rows checked per statement: about half a second. */
export const verifyPieceRows = 5_000;
const mostPieces = 10_000;

const reviewedSql = defineReviewedSql('audit.verify', 'the chain is recomputed where its rows are');

interface Piece {
  readonly checked: number;
  readonly shed: number;
  readonly lastSequence: bigint;
  readonly isComplete: boolean;
  readonly brokenSequence: bigint | null;
  readonly reason: string | null;
}

/**
 * Recomputes the tenant's audit chain from its first row, `pieceRows` rows at a time, up to the
 * first row that does not fit. Throws LIMIT_EXCEEDED `audit.too_long` past 10,000 pieces.
 */
export async function verifyAudit({
  ctx,
  pieceRows = verifyPieceRows,
}: {
  ctx: ServiceContext;
  pieceRows?: number;
}): Promise<AuditVerdict> {
  let checkedCount = 0n;
  let erasedCount = 0n;
  let from = 1n;
  for (let count = 0; count < mostPieces; count += 1) {
    const piece = await verifyPiece(ctx, from, pieceRows);
    checkedCount += BigInt(piece.checked);
    erasedCount += BigInt(piece.shed);
    if (piece.brokenSequence !== null) {
      const firstBroken = { position: piece.brokenSequence, reason: piece.reason ?? '' };
      return {
        isIntact: false,
        checkedCount,
        erasedCount,
        firstBroken,
        headHash: await hashAt(ctx, piece.lastSequence),
      };
    }
    if (piece.isComplete) {
      return {
        isIntact: true,
        checkedCount,
        erasedCount,
        firstBroken: null,
        headHash: await hashAt(ctx, piece.lastSequence),
      };
    }
    from = piece.lastSequence + 1n;
  }
  throw new AppError('LIMIT_EXCEEDED', 'audit.too_long');
}

async function verifyPiece(ctx: ServiceContext, from: bigint, rows: number): Promise<Piece> {
  const [piece] = await queryReviewed<Piece>(
    ctx.db,
    reviewedSql,
    Prisma.sql`
      SELECT "checked", "shed", "lastSequence", "isComplete", "brokenSequence", "reason"
      FROM audit_verify(${ctx.tenant.id}::uuid, ${from}::bigint, ${rows}::integer)`,
  );
  if (piece === undefined) throw new Error('audit_verify gave no row');
  return piece;
}

async function hashAt(ctx: ServiceContext, sequence: bigint): Promise<string | null> {
  const row = await ctx.db.auditLog.findFirst({ where: { sequence }, select: { hash: true } });
  return row === null ? null : Buffer.from(row.hash).toString('hex');
}
