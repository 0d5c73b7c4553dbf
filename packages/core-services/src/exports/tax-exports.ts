import { ListTaxAssessmentsInput } from '@freehold/core-contracts/tax';
import { z } from 'zod';
import {
  assessmentFields,
  toAssessmentView,
  toAssessmentWhere,
} from '../tax/list-tax-assessments.ts';
import { requireTaxRun, taxRunFields, toTaxRunViews } from '../tax/tax-run-fields.ts';
import { toDecimalCell } from './csv.ts';
import { behind, newestFirst, positionOf } from './keyset.ts';
import { defineExport, toBatch } from './list-export.ts';

export const taxRunsExport = defineExport({
  name: 'tax-runs',
  permission: 'treasury.read',
  schema: z.strictObject({}),
  columns: [
    ...['id', 'cycleStart', 'cycleEnd', 'status', 'isComputed', 'lookedAt', 'wallets', 'total'],
    ...['applied', 'currencyCode', 'threshold', 'planned', 'taken', 'skipped', 'failed'],
    ...['createdBy', 'createdAt', 'appliedAt'],
  ],
  count: (ctx) => ctx.db.taxRun.count(),
  async read(ctx, _filter, after, limit) {
    const rows = await ctx.db.taxRun.findMany({
      where: behind(after),
      orderBy: newestFirst,
      take: limit,
      select: taxRunFields,
    });
    return toBatch(
      await toTaxRunViews(ctx, rows),
      limit,
      ({ counts, ...row }) => [
        ...[row.id, row.cycleStart, row.cycleEnd, row.status, row.isComputed, row.lookedAtCount],
        ...[row.walletCount, toDecimalCell(row.totalAmount), toDecimalCell(row.appliedAmount)],
        ...[row.currencyCode, toDecimalCell(row.rules.threshold)],
        ...[counts.PLANNED, counts.APPLIED, counts.SKIPPED, counts.FAILED],
        ...[row.createdByName, row.createdAt, row.appliedAt],
      ],
      positionOf,
    );
  },
});

export const taxAssessmentsExport = defineExport({
  name: 'tax-assessments',
  permission: 'treasury.read',
  schema: ListTaxAssessmentsInput.omit({ page: true, limit: true }),
  columns: [
    ...['id', 'walletId', 'wallet', 'walletKind', 'holder', 'status', 'reason', 'balance'],
    ...['rate', 'tax', 'currencyCode', 'transferId'],
  ],
  assertAllowed: async (ctx, { taxRunId }) => void (await requireTaxRun(ctx.db, taxRunId)),
  count: (ctx, filter) => ctx.db.taxAssessment.count({ where: toAssessmentWhere(filter) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.taxAssessment.findMany({
      // Of one run all were made in one go, in the order of their ids.
      where: {
        ...toAssessmentWhere(filter),
        ...(typeof after === 'string' ? { id: { gt: after } } : {}),
      },
      orderBy: { id: 'asc' },
      take: limit,
      select: assessmentFields,
    });
    return toBatch(
      rows.map(toAssessmentView),
      limit,
      (row) => [
        ...[row.id, row.walletId, row.walletName, row.walletKind, row.holderName],
        ...[row.status, row.reason, toDecimalCell(row.balance), toDecimalCell(row.rate)],
        ...[toDecimalCell(row.amount), ctx.tenant.settings.currencyCode, row.transferId],
      ],
      ({ id }) => id,
    );
  },
});
