import { ListTransfersInput } from '@freehold/core-contracts/transfers';
import { z } from 'zod';
import { toTransferWhere } from '../money/list-transfers.ts';
import { toTransferSummary, transferSummaryFields } from '../money/transfer-fields.ts';
import { issueFields, toIssueViews, toIssueWhere } from '../treasury/list-issues.ts';
import { toDecimalCell } from './csv.ts';
import { behind, newestFirst, positionOf } from './keyset.ts';
import { defineExport, toBatch } from './list-export.ts';
import { Moment } from './moment.ts';

export const transfersExport = defineExport({
  name: 'transfers',
  permission: 'transfer.read',
  schema: ListTransfersInput.omit({ page: true, limit: true, sort: true }).extend({
    from: Moment.optional(),
    to: Moment.optional(),
  }),
  columns: [
    ...['id', 'requestId', 'kind', 'status', 'fromWalletId', 'from', 'toWalletId', 'to'],
    ...['amount', 'fee', 'currencyCode', 'reference', 'reasons', 'riskScore'],
    ...['businessAccountId', 'createdBy', 'createdAt', 'settledAt'],
  ],
  count: async (ctx, filter) =>
    ctx.db.transfer.count({ where: await toTransferWhere(ctx, filter) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.transfer.findMany({
      where: { AND: [await toTransferWhere(ctx, filter), behind(after)] },
      orderBy: newestFirst,
      take: limit,
      select: transferSummaryFields,
    });
    const { currencyCode } = ctx.tenant.settings;
    return toBatch(
      rows.map((row) => toTransferSummary(row, currencyCode)),
      limit,
      (row) => [
        ...[row.id, row.requestId, row.kind, row.status],
        ...[row.from.walletId, row.from.name, row.to.walletId, row.to.name],
        ...[toDecimalCell(row.amount), toDecimalCell(row.fee), row.currencyCode, row.reference],
        ...[row.reasons.join(' '), row.riskScore, row.businessAccountId],
        ...[row.createdByName, row.createdAt, row.settledAt],
      ],
      positionOf,
    );
  },
});

export const issuesExport = defineExport({
  name: 'issues',
  permission: 'treasury.read',
  schema: z.strictObject({}),
  columns: [
    ...['transferId', 'status', 'amount', 'currencyCode', 'receivers', 'reference', 'reasons'],
    ...['proposedBy', 'approvedBy', 'createdAt', 'settledAt'],
  ],
  count: (ctx) => ctx.db.transfer.count({ where: toIssueWhere(ctx) }),
  async read(ctx, _filter, after, limit) {
    const rows = await ctx.db.transfer.findMany({
      where: { AND: [toIssueWhere(ctx), behind(after)] },
      orderBy: newestFirst,
      take: limit,
      select: issueFields,
    });
    return toBatch(
      await toIssueViews(ctx, rows),
      limit,
      (row) => [
        ...[row.transferId, row.status, toDecimalCell(row.amount), row.currencyCode],
        ...[row.receiverCount, row.reference, row.reasons.join(' ')],
        ...[row.proposedByName, row.approvedByName, row.createdAt, row.settledAt],
      ],
      ({ createdAt, transferId: id }) => positionOf({ createdAt, id }),
    );
  },
});
