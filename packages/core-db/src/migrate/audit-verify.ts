export type AuditVerdict = {
  checked: number;
  /** Rows that lost personal details to an erasure, each vouched for. */
  shed: number;
  /** False when it was ended early. */
  isComplete: boolean;
  broken: { sequence: string; id: string | undefined; reason: string } | undefined;
};

type Piece = {
  checked: number;
  shed: number;
  lastSequence: string;
  isComplete: boolean;
  brokenSequence: string | null;
  brokenId: string | null;
  reason: string | null;
};

type Client = { query: (sql: string, values: unknown[]) => Promise<{ rows: unknown[] }> };

export type VerifyOptions = {
  /** Rows per statement; 5,000 unless given. */
  pieceSize?: number | undefined;
  onPiece?: ((checked: number, total: number) => void) | undefined;
  signal?: AbortSignal | undefined;
};

/**
 * Recomputes a tenant's audit chain piece by piece and names the first broken row; a signal ends it
 * early with what was checked. Runs as the privileged role, or as the application in that tenant.
 */
export async function verifyAuditChain(
  client: Client,
  tenantId: string,
  { pieceSize = 5000, onPiece, signal }: VerifyOptions = {},
): Promise<AuditVerdict> {
  const head = await client.query('SELECT "sequence" FROM "AuditChain" WHERE "tenantId" = $1', [
    tenantId,
  ]);
  const total = Number((head.rows[0] as { sequence: string } | undefined)?.sequence ?? 0);
  let from = 1n;
  let checked = 0;
  let shed = 0;
  for (;;) {
    if (signal?.aborted) return { checked, shed, isComplete: false, broken: undefined };
    const { rows } = await client.query('SELECT * FROM audit_verify($1, $2, $3)', [
      tenantId,
      from.toString(),
      pieceSize,
    ]);
    const piece = rows[0] as Piece;
    checked += piece.checked;
    shed += piece.shed;
    onPiece?.(checked, Math.max(total, checked));
    if (piece.reason !== null) {
      const sequence = piece.brokenSequence ?? piece.lastSequence;
      return {
        checked,
        shed,
        isComplete: true,
        broken: { sequence, id: piece.brokenId ?? undefined, reason: piece.reason },
      };
    }
    if (piece.isComplete) return { checked, shed, isComplete: true, broken: undefined };
    from = BigInt(piece.lastSequence) + 1n;
  }
}
