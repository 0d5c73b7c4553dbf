import { AppError } from '@freehold/core-contracts/errors';
import type { ActOutcome } from '@freehold/core-contracts/people';
import { ApplyTaxInput } from '@freehold/core-contracts/tax';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { requireTaxRun, type TaxRunRow } from './tax-run-fields.ts';

export const applyTaxAct = defineAct<ApplyTaxInput>({
  action: 'tax.apply',
  permission: 'treasury.manage',
  schema: ApplyTaxInput,
  reasonOf: ({ reason }) => reason,
  wakes: [],
  async look(tx, ctx, input) {
    const run = await requireApplicable(tx, ctx, input);
    return {
      entityType: 'TaxRun',
      entityId: run.id,
      entityName: nameOf(run),
      entityVersion: run.version,
      changes: [
        { field: 'walletCount', value: String(run.walletCount) },
        { field: 'totalAmount', value: run.totalAmount.toFixed() },
      ],
    };
  },
  carryOut: applyIn,
});

/**
 * Has the worker take the tax of a computed run. Throws NOT_FOUND `entity.not_found`,
 * PRECONDITION_FAILED `version.stale`, `tax.disabled` and `tax.not_computed`, CONFLICT
 * `tax.not_dry_run`, `tax.nothing_due`, `tax.run_under_way` and `tax.cycles_overlap`.
 */
export function applyTax({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ApplyTaxInput;
}): Promise<ActOutcome> {
  return performAct(ctx, applyTaxAct, input);
}

function nameOf({ cycleStart, cycleEnd }: TaxRunRow): string {
  return `${cycleStart.toISOString().slice(0, 10)} – ${cycleEnd.toISOString().slice(0, 10)}`;
}

async function requireApplicable(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { taxRunId: id, version }: ApplyTaxInput,
): Promise<TaxRunRow> {
  const run = await requireTaxRun(tx, id);
  if (run.version !== version) {
    throw await staleVersion(tx, { type: 'TaxRun', id, version: run.version });
  }
  if (run.status !== 'DRY_RUN') {
    throw new AppError('CONFLICT', 'tax.not_dry_run', { status: run.status });
  }
  if (!run.isComputed) throw new AppError('PRECONDITION_FAILED', 'tax.not_computed');
  if (run.walletCount === 0) throw new AppError('CONFLICT', 'tax.nothing_due');
  if (!ctx.tenant.settings.money.tax.isEnabled) {
    throw new AppError('PRECONDITION_FAILED', 'tax.disabled');
  }
  const other = await tx.taxRun.findFirst({
    where: { status: 'APPLYING' },
    select: { id: true },
  });
  if (other !== null) throw new AppError('CONFLICT', 'tax.run_under_way');
  return run;
}

async function applyIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: ApplyTaxInput,
): Promise<number> {
  const run = await requireApplicable(tx, ctx, input);
  const { id, version, cycleStart, cycleEnd, walletCount, totalAmount } = run;
  const { count } = await tx.taxRun.updateMany({
    where: { id, version, status: 'DRY_RUN' },
    data: { status: 'APPLYING', version: { increment: 1 } },
  });
  if (count === 0) throw await staleVersion(tx, { type: 'TaxRun', id, version: version + 1 });
  // Looked at under the one place that a run under way has: nobody can apply another meanwhile.
  const overlapping = await tx.taxRun.findFirst({
    where: {
      status: 'APPLIED',
      cycleStart: { lt: cycleEnd, not: cycleStart },
      cycleEnd: { gt: cycleStart },
    },
    select: { id: true },
  });
  if (overlapping !== null) throw new AppError('CONFLICT', 'tax.cycles_overlap');
  await recordAudit(tx, ctx, {
    action: applyTaxAct.action,
    entityType: 'TaxRun',
    entityId: id,
    reason: input.reason,
    changes: {
      status: { before: 'DRY_RUN', after: 'APPLYING' },
      walletCount,
      totalAmount: totalAmount.toFixed(),
    },
  });
  return version + 1;
}
