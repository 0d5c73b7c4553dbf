import type { LimitPage, ListLimitsInput } from '@freehold/core-contracts/limits';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { limitFields, toLimitView } from './limit-fields.ts';
import { readSubjectNames } from './subject-names.ts';

/** A page of the tenant's limits, the widest scopes first. */
export async function listLimits({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListLimitsInput;
}): Promise<LimitPage> {
  const where = toLimitWhere(input);
  const [rows, total] = await Promise.all([
    ctx.db.transactionLimit.findMany({
      where,
      orderBy: [{ scope: 'asc' }, { scopeKey: 'asc' }],
      ...pageWindow(input),
      select: limitFields,
    }),
    ctx.db.transactionLimit.count({ where }),
  ]);
  const names = await readSubjectNames(ctx.db, rows);
  return toPage(
    rows.map((row) => toLimitView(row, names.get(row.scopeKey) ?? null)),
    total,
    input,
  );
}

/** What a limit must be to stand in the filtered list. */
export function toLimitWhere({
  scope,
}: Pick<ListLimitsInput, 'scope'>): Prisma.TransactionLimitWhereInput {
  return scope !== undefined && scope.length > 0 ? { scope: { in: scope } } : {};
}
