import { AppError } from '@freehold/core-contracts/errors';
import type { DryRunTaxInput, TaxRules, TaxRunView } from '@freehold/core-contracts/tax';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { actorName, type ServiceContext } from '../context.ts';
import { computeTaxRun } from './compute-tax-run.ts';
import { requirePastCycle } from './cycle.ts';
import { requireTaxRun, toTaxRunView } from './tax-run-fields.ts';

/** Wallets that are looked at before the answer; the worker goes on with the rest. */
const walletsAtOnce = 1_000;

/**
 * Computes what a cycle that is over would cost whom. Nothing moves. Throws INVALID
 * `tax.cycle_not_over` and PRECONDITION_FAILED `tax.no_bands`.
 */
export async function dryRunTax({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DryRunTaxInput;
}): Promise<TaxRunView> {
  const { threshold, cycleDays, bands } = ctx.tenant.settings.money.tax;
  if (bands.length === 0) throw new AppError('PRECONDITION_FAILED', 'tax.no_bands');
  const { start, end } = requirePastCycle({ at: input.at, now: ctx.clock() }, cycleDays);
  const rules = { threshold, cycleDays, bands } satisfies TaxRules;
  const id = await inTransaction(ctx.db, async (tx) => {
    const run = await tx.taxRun.create({
      data: {
        cycleStart: start,
        cycleEnd: end,
        rules,
        createdByName: actorName(ctx.actor),
        createdAt: ctx.clock(),
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: 'tax.dryRun',
      entityType: 'TaxRun',
      entityId: run.id,
      changes: { cycleStart: start.toISOString(), cycleEnd: end.toISOString(), rules },
    });
    return run.id;
  });
  await computeTaxRun(ctx, id, walletsAtOnce);
  return toTaxRunView(ctx, await requireTaxRun(ctx.db, id));
}
