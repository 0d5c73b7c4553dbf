import type {
  ListTaxAssessmentsInput,
  TaxAssessmentPage,
  TaxAssessmentView,
} from '@freehold/core-contracts/tax';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { holderFields, toHolder } from '../wallets/wallet-fields.ts';
import { requireTaxRun } from './tax-run-fields.ts';

export const assessmentFields = {
  id: true,
  walletId: true,
  balance: true,
  rate: true,
  amount: true,
  status: true,
  reason: true,
  transferId: true,
  wallet: { select: holderFields },
} as const satisfies Prisma.TaxAssessmentSelect;

type AssessmentRow = Prisma.TaxAssessmentGetPayload<{ select: typeof assessmentFields }>;

/** A page of what a run would take, or took, largest first. Throws NOT_FOUND `entity.not_found`. */
export async function listTaxAssessments({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListTaxAssessmentsInput;
}): Promise<TaxAssessmentPage> {
  await requireTaxRun(ctx.db, input.taxRunId);
  const where = toAssessmentWhere(input);
  const [rows, total] = await Promise.all([
    ctx.db.taxAssessment.findMany({
      where,
      orderBy: [{ amount: 'desc' }, { id: 'asc' }],
      ...pageWindow(input),
      select: assessmentFields,
    }),
    ctx.db.taxAssessment.count({ where }),
  ]);
  return toPage(rows.map(toAssessmentView), total, input);
}

/** What an assessment must be to stand in the filtered list. */
export function toAssessmentWhere({
  taxRunId,
  status,
}: Omit<ListTaxAssessmentsInput, 'page' | 'limit'>): Prisma.TaxAssessmentWhereInput {
  return {
    taxRunId,
    ...(status !== undefined && status.length > 0 ? { status: { in: status } } : {}),
  };
}

/** An assessment with whose money it is about. */
export function toAssessmentView({
  wallet,
  balance,
  rate,
  amount,
  ...row
}: AssessmentRow): TaxAssessmentView {
  return {
    ...row,
    walletName: wallet.name,
    walletKind: wallet.kind,
    holderName: toHolder(wallet).name,
    balance: balance.toFixed(),
    rate: rate.toFixed(),
    amount: amount.toFixed(),
  };
}
