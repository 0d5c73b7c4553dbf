import type { ListTaxAssessmentsInput, TaxAssessmentPage } from '@freehold/core-contracts/tax';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { requireTaxRun } from './tax-run-fields.ts';

/** A page of what a run would take, or took, largest first. Throws NOT_FOUND `entity.not_found`. */
export async function listTaxAssessments({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListTaxAssessmentsInput;
}): Promise<TaxAssessmentPage> {
  const { taxRunId, status } = input;
  await requireTaxRun(ctx.db, taxRunId);
  const where = {
    taxRunId,
    ...(status !== undefined && status.length > 0 ? { status: { in: status } } : {}),
  };
  const [rows, total] = await Promise.all([
    ctx.db.taxAssessment.findMany({
      where,
      orderBy: [{ amount: 'desc' }, { id: 'asc' }],
      ...pageWindow(input),
      select: {
        id: true,
        walletId: true,
        balance: true,
        rate: true,
        amount: true,
        status: true,
        reason: true,
        transferId: true,
        wallet: { select: { name: true, kind: true } },
      },
    }),
    ctx.db.taxAssessment.count({ where }),
  ]);
  const items = rows.map(({ wallet, balance, rate, amount, ...row }) => ({
    ...row,
    walletName: wallet.name,
    walletKind: wallet.kind,
    balance: balance.toFixed(),
    rate: rate.toFixed(),
    amount: amount.toFixed(),
  }));
  return toPage(items, total, input);
}
