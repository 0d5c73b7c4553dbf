import { AppError } from '@freehold/core-contracts/errors';
import type { DiscardTaxRunInput, TaxRunView } from '@freehold/core-contracts/tax';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { requireTaxRun, toTaxRunView } from './tax-run-fields.ts';

/**
 * Puts a dry run away. Throws NOT_FOUND `entity.not_found`, PRECONDITION_FAILED `version.stale` and
 * CONFLICT `tax.not_dry_run`.
 */
export async function discardTaxRun({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DiscardTaxRunInput;
}): Promise<TaxRunView> {
  const { taxRunId: id, version, reason } = input;
  const run = await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.taxRun.updateMany({
      where: { id, version, status: 'DRY_RUN' },
      data: { status: 'DISCARDED', version: { increment: 1 } },
    });
    const after = await requireTaxRun(tx, id);
    if (count === 0) {
      if (after.version !== version) {
        throw await staleVersion(tx, { type: 'TaxRun', id, version: after.version });
      }
      throw new AppError('CONFLICT', 'tax.not_dry_run', { status: after.status });
    }
    await recordAudit(tx, ctx, {
      action: 'tax.discard',
      entityType: 'TaxRun',
      entityId: id,
      reason,
      changes: { status: { before: 'DRY_RUN', after: 'DISCARDED' } },
    });
    return after;
  });
  return toTaxRunView(ctx, run);
}
