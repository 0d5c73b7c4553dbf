import { defineReviewedSql, inTransaction, Prisma, queryReviewed } from '@freehold/core-db';
import { toAuditRow } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import type { LedgerReceipt } from './ledger-gateway.ts';
import type { CommandLease } from './settle-command.ts';

/*
 * The bookkeeping of many claimed commands of one tenant, a statement for all of them. Each row is
 * written only by the holder of its lease; the answer names those that were. The rows
 * are not joined with a list: a plan kept for a table that was empty then, or for a short list, would
 * compare each row with each of the list.
 */
const mark = defineReviewedSql(
  'outboxCommand.mark',
  'every command has its own transaction id and lease: one statement for a batch of them',
  { writes: ['OutboxCommand'] },
);
const commit = defineReviewedSql(
  'outboxCommand.commit',
  'every command has its own receipt and lease: one statement for a batch of them',
  { writes: ['OutboxCommand', 'AuditLog'] },
);
const release = defineReviewedSql(
  'outboxCommand.release',
  'every command has its own lease: one statement for a batch of them',
  { writes: ['OutboxCommand'] },
);

interface Id {
  readonly id: string;
}

const arrayTypes = {
  integer: Prisma.raw('integer[]'),
  text: Prisma.raw('text[]'),
  bigint: Prisma.raw('bigint[]'),
} as const;

/** What a list holds for the row, which has its place in the list of ids. */
function its(
  ids: readonly string[],
  values: readonly (string | number | bigint | null)[],
  type: keyof typeof arrayTypes,
): Prisma.Sql {
  return Prisma.sql`(${values}::${arrayTypes[type]})[array_position(${ids}::uuid[], c."id")]`;
}

/** That the row is one of those whose lease is held. */
function held(leases: readonly CommandLease[]): Prisma.Sql {
  const ids = leases.map(({ commandId }) => commandId);
  const numbers = leases.map(({ leaseNumber }) => leaseNumber);
  return Prisma.sql`c."id" = ANY (${ids}::uuid[]) AND c."restingStatus" = 'PENDING'
    AND c."status" IN ('LOCKED', 'SUBMITTED') AND c."leaseNumber" = ${its(ids, numbers, 'integer')}`;
}

/** Writes the transaction ids before the ledger is told, so that the answers can be asked for later. Gives the ids of the commands whose lease holds. */
export async function markCommandsSubmitted({
  ctx,
  marks,
}: {
  ctx: ServiceContext;
  marks: readonly (CommandLease & { readonly txId: string })[];
}): Promise<ReadonlySet<string>> {
  if (marks.length === 0) return new Set();
  const ids = marks.map(({ commandId }) => commandId);
  const txIds = marks.map(({ txId }) => txId);
  const rows = await queryReviewed<Id>(
    ctx.db,
    mark,
    Prisma.sql`UPDATE "OutboxCommand" c
      SET "status" = 'SUBMITTED', "fabricTxId" = ${its(ids, txIds, 'text')},
        "submittedAt" = ${ctx.clock()}::timestamptz, "updatedAt" = now()
      WHERE ${held(marks)}
      RETURNING c."id"`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Gives claimed commands back untried, the attempt included. The transaction id is what it was before the claim. */
export async function releaseCommands({
  ctx,
  releases,
}: {
  ctx: ServiceContext;
  releases: readonly (CommandLease & { readonly txId: string | null })[];
}): Promise<ReadonlySet<string>> {
  if (releases.length === 0) return new Set();
  const ids = releases.map(({ commandId }) => commandId);
  const txIds = releases.map(({ txId }) => txId);
  const rows = await queryReviewed<Id>(
    ctx.db,
    release,
    Prisma.sql`UPDATE "OutboxCommand" c
      SET "status" = 'PENDING', "attempts" = c."attempts" - 1,
        "fabricTxId" = ${its(ids, txIds, 'text')},
        "submittedAt" = CASE WHEN ${its(ids, txIds, 'text')} IS NOT NULL THEN c."submittedAt" END,
        "lockedBy" = NULL, "lockedAt" = NULL, "leaseExpiresAt" = NULL, "updatedAt" = now()
      WHERE ${held(releases)}
      RETURNING c."id"`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Notes that the ledger carried commands out, with one audit row for those whose lease held, in one transaction. Gives their ids. */
export function commitCommands({
  ctx,
  commits,
  beforeCommit,
}: {
  ctx: ServiceContext;
  commits: readonly (CommandLease & { readonly receipt: LedgerReceipt })[];
  /** Runs last inside the transaction. */
  beforeCommit?: () => void | Promise<void>;
}): Promise<ReadonlySet<string>> {
  const ids = commits.map(({ commandId }) => commandId);
  const leaseNumbers = commits.map(({ leaseNumber }) => leaseNumber);
  const txIds = commits.map(({ receipt }) => receipt.txId);
  const blockNumbers = commits.map(({ receipt }) => receipt.blockNumber);
  const audit = toAuditRow(ctx, {
    action: 'command.commit',
    entityType: 'OutboxCommandBatch',
    entityId: '',
  });
  return inTransaction(
    ctx.db,
    async (tx) => {
      const [row] = await queryReviewed<{ readonly lost: readonly string[] }>(
        tx,
        commit,
        Prisma.sql`SELECT commit_outbox_commands(${ids}::uuid[], ${leaseNumbers}::integer[],
          ${txIds}::text[], ${blockNumbers}::bigint[], ${JSON.stringify(audit)}::jsonb) AS "lost"`,
      );
      await beforeCommit?.();
      const lost = new Set(row?.lost);
      return new Set(ids.filter((id) => !lost.has(id)));
    },
    { retry: { isSafe: true } },
  );
}
