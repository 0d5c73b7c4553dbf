import { AppError } from '@freehold/core-contracts/errors';
import type { StopTaxRunInput, TaxRunView } from '@freehold/core-contracts/tax';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { requireTaxRun, toTaxRunView } from './tax-run-fields.ts';

/** Why a wallet is left out of a run that was stopped. */
const stopped = 'run_stopped';

/**
 * Takes nothing more for a run that is being applied. What is on its way to the ledger is still
 * decided there, and the run ends with it; wallets that are left out may be taxed by another run of
 * the same cycle. Throws NOT_FOUND `entity.not_found`, PRECONDITION_FAILED `version.stale` and
 * CONFLICT `tax.not_applying`.
 */
export async function stopTaxRun({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: StopTaxRunInput;
}): Promise<TaxRunView> {
  const { taxRunId: id, version, reason } = input;
  const run = await inTransaction(ctx.db, async (tx) => {
    // The run's row first, as whoever takes its tax: nothing is taken beside this.
    const { count } = await tx.taxRun.updateMany({
      where: { id, version, status: 'APPLYING' },
      data: { version: { increment: 1 } },
    });
    const after = await requireTaxRun(tx, id);
    if (count === 0) {
      if (after.version !== version) {
        throw await staleVersion(tx, { type: 'TaxRun', id, version: after.version });
      }
      throw new AppError('CONFLICT', 'tax.not_applying', { status: after.status });
    }
    const left = await tx.taxAssessment.updateMany({
      where: { taxRunId: id, status: 'PLANNED', transferId: null },
      data: { status: 'SKIPPED', reason: stopped },
    });
    await recordAudit(tx, ctx, {
      action: 'tax.stop',
      entityType: 'TaxRun',
      entityId: id,
      reason,
      changes: { leftOut: left.count },
    });
    return after;
  });
  return toTaxRunView(ctx, run);
}
