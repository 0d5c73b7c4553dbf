import type {
  GetTaxRunInput,
  ListTaxRunsInput,
  TaxRunPage,
  TaxRunView,
} from '@freehold/core-contracts/tax';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { requireTaxRun, taxRunFields, toTaxRunView, toTaxRunViews } from './tax-run-fields.ts';

/** A page of the tenant's runs, newest first. */
export async function listTaxRuns({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListTaxRunsInput;
}): Promise<TaxRunPage> {
  const [rows, total] = await Promise.all([
    ctx.db.taxRun.findMany({
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: taxRunFields,
    }),
    ctx.db.taxRun.count(),
  ]);
  return toPage(await toTaxRunViews(ctx, rows), total, input);
}

/** One run. Throws NOT_FOUND `entity.not_found`. */
export async function getTaxRun({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetTaxRunInput;
}): Promise<TaxRunView> {
  return toTaxRunView(ctx, await requireTaxRun(ctx.db, input.taxRunId));
}
