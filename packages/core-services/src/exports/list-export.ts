import { AppError } from '@freehold/core-contracts/errors';
import type { Permission } from '@freehold/core-contracts/permissions';
import { cleanJson, inTransaction, type Prisma } from '@freehold/core-db';
import type { z } from 'zod';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { byteOrderMark, toCsvLine, type Cell } from './csv.ts';

/** Rows read at once: what an export holds in memory, whatever its length. */
export const exportBatch = 1_000;
const mostBatches = 10_000;

/** One list as a file. Rows come newest first, whatever order the screen shows. */
export interface ListExport<Filter> {
  /** As the file is called. */
  readonly name: string;
  readonly permission: Permission;
  /** In the tenant where the caller's account lives, whichever they act in. */
  readonly isHome?: true;
  readonly schema: z.ZodType<Filter>;
  readonly columns: readonly string[];
  /** Refuses what the permission alone does not decide, before anything is read. */
  assertAllowed?(ctx: ServiceContext, filter: Filter): Promise<void>;
  count(ctx: ServiceContext, filter: Filter): Promise<number>;
  /** Up to `limit` rows behind `after`, which is what the last one gave. */
  read(ctx: ServiceContext, filter: Filter, after: unknown, limit: number): Promise<ExportBatch>;
}

export interface ExportBatch {
  readonly rows: readonly (readonly Cell[])[];
  /** Where the next batch begins; null after the last. */
  readonly next: unknown;
}

/** Ties a batch's rows to where the next one begins. */
export function toBatch<Row>(
  rows: readonly Row[],
  limit: number,
  toCells: (row: Row) => readonly Cell[],
  position: (row: Row) => unknown,
): ExportBatch {
  const last = rows.at(-1);
  return {
    rows: rows.map(toCells),
    next: rows.length < limit || last === undefined ? null : position(last),
  };
}

/** Keeps the type of an export's filter beside its schema, and gives it to whoever has only unknown input. */
export function defineExport<Filter>(list: ListExport<Filter>) {
  const { name, permission, isHome = false } = list;
  return {
    name,
    permission,
    isHome,
    /** Checks the filter and notes who takes the list out of the house. Throws ZodError, and as `assertAllowed`. */
    open: async (ctx: ServiceContext, input: unknown) => {
      const filter = list.schema.parse(input);
      await list.assertAllowed?.(ctx, filter);
      const total = await list.count(ctx, filter);
      await noteExport(ctx, list, filter, total);
      return { total, lines: writeLines(ctx, list, filter) };
    },
  };
}

export type OpenableExport = ReturnType<typeof defineExport>;

async function noteExport<Filter>(
  ctx: ServiceContext,
  { name }: ListExport<Filter>,
  filter: Filter,
  total: number,
): Promise<void> {
  await inTransaction(ctx.db, (tx) =>
    recordAudit(tx, ctx, {
      action: `${name}.export`,
      entityType: 'Tenant',
      entityId: ctx.tenant.id,
      changes: { rows: total, filter: cleanJson(filter) as Prisma.InputJsonObject },
    }),
  );
}

async function* writeLines<Filter>(
  ctx: ServiceContext,
  list: ListExport<Filter>,
  filter: Filter,
): AsyncGenerator<string, void> {
  yield byteOrderMark + toCsvLine(list.columns);
  let after: unknown = null;
  for (let count = 0; count < mostBatches; count += 1) {
    const batch = await list.read(ctx, filter, after, exportBatch);
    yield batch.rows.map(toCsvLine).join('');
    if (batch.next === null) return;
    after = batch.next;
  }
  throw new AppError('LIMIT_EXCEEDED', 'export.too_long');
}
