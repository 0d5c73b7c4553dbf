import type { TaxAssessmentStatus } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { TaxRules, type TaxRunView } from '@freehold/core-contracts/tax';
import type { Prisma, TenantClient, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';

export const taxRunFields = {
  id: true,
  cycleStart: true,
  cycleEnd: true,
  status: true,
  rules: true,
  isComputed: true,
  computedUpTo: true,
  lookedAtCount: true,
  walletCount: true,
  totalAmount: true,
  createdByName: true,
  appliedAt: true,
  createdAt: true,
  version: true,
} as const satisfies Prisma.TaxRunSelect;

export type TaxRunRow = Prisma.TaxRunGetPayload<{ select: typeof taxRunFields }>;

/** A run by its id. Throws NOT_FOUND `entity.not_found`. */
export async function requireTaxRun(
  db: TenantClient | TenantTransaction,
  id: string,
): Promise<TaxRunRow> {
  const row = await db.taxRun.findFirst({ where: { id }, select: taxRunFields });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'TaxRun' });
  return row;
}

/** Whether the ledger has paused the system: no money moves, and a run that is applied waits. */
export async function isSystemPaused(ctx: ServiceContext): Promise<boolean> {
  const state = await ctx.db.systemState.findFirst({ select: { isPaused: true } });
  return state?.isPaused ?? false;
}

const noCounts: Readonly<Record<TaxAssessmentStatus, number>> = {
  PLANNED: 0,
  APPLIED: 0,
  SKIPPED: 0,
  FAILED: 0,
};

/** Runs as the console shows them, with how far each has come; at most a page of them. */
export async function toTaxRunViews(
  ctx: ServiceContext,
  rows: readonly TaxRunRow[],
): Promise<TaxRunView[]> {
  const groups = await ctx.db.taxAssessment.groupBy({
    by: ['taxRunId', 'status'],
    where: { taxRunId: { in: rows.map(({ id }) => id) } },
    _count: true,
    _sum: { amount: true },
  });
  const isUnderWay = rows.some(({ status }) => status === 'APPLYING');
  const isPaused = isUnderWay && (await isSystemPaused(ctx));
  return rows.map(({ computedUpTo: _cursor, rules, totalAmount, ...row }) => {
    const own = groups.filter(({ taxRunId }) => taxRunId === row.id);
    const applied = own.find(({ status }) => status === 'APPLIED')?._sum.amount;
    return {
      ...row,
      rules: TaxRules.parse(rules),
      isHeldByPause: isPaused && row.status === 'APPLYING',
      totalAmount: totalAmount.toFixed(),
      appliedAmount: applied?.toFixed() ?? '0',
      counts: { ...noCounts, ...Object.fromEntries(own.map((one) => [one.status, one._count])) },
      currencyCode: ctx.tenant.settings.currencyCode,
    };
  });
}

/** One run as the console shows it. */
export async function toTaxRunView(ctx: ServiceContext, row: TaxRunRow): Promise<TaxRunView> {
  const [view] = await toTaxRunViews(ctx, [row]);
  if (view === undefined) throw new Error('The run has no view');
  return view;
}
