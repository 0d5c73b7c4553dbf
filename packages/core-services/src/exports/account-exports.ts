import { ListBusinessAccountsInput } from '@freehold/core-contracts/business';
import { ListLimitsInput } from '@freehold/core-contracts/limits';
import { ListLoansInput } from '@freehold/core-contracts/loans';
import { accountNotFound, seesAllAccounts } from '../business/account-access.ts';
import { accountSummaryFields, toAccountSummary } from '../business/account-fields.ts';
import { toAccountWhere } from '../business/list-accounts.ts';
import { limitFields, toLimitView } from '../limits/limit-fields.ts';
import { toLimitWhere } from '../limits/list-limits.ts';
import { readSubjectNames } from '../limits/subject-names.ts';
import { toLoanWhere } from '../loans/list-loans.ts';
import { loanFields, toLoanView } from '../loans/loan-fields.ts';
import { toDecimalCell } from './csv.ts';
import { behind, newestFirst, positionOf } from './keyset.ts';
import { defineExport, toBatch } from './list-export.ts';

const noPages = { page: true, limit: true } as const;

export const businessAccountsExport = defineExport({
  name: 'business-accounts',
  permission: 'wallet.read',
  schema: ListBusinessAccountsInput.omit(noPages),
  columns: [
    ...['id', 'name', 'status', 'organizationId', 'organization', 'walletId', 'balance'],
    ...['heldBalance', 'currencyCode', 'isFrozen', 'signatories', 'waiting', 'createdAt'],
  ],
  assertAllowed: async (ctx) => {
    if (!seesAllAccounts(ctx)) throw accountNotFound();
  },
  count: (ctx, filter) => ctx.db.businessAccount.count({ where: toAccountWhere(filter) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.businessAccount.findMany({
      where: { AND: [toAccountWhere(filter), behind(after)] },
      orderBy: newestFirst,
      take: limit,
      select: accountSummaryFields,
    });
    return toBatch(
      rows.map((row) => toAccountSummary(ctx, row)),
      limit,
      (row) => [
        ...[row.id, row.name, row.status, row.organizationId, row.organizationName, row.walletId],
        ...[toDecimalCell(row.balance), toDecimalCell(row.heldBalance), row.currencyCode],
        ...[row.isFrozen, row.signatoryCount, row.waitingCount, row.createdAt],
      ],
      positionOf,
    );
  },
});

export const loansExport = defineExport({
  name: 'loans',
  permission: 'loan.manage',
  schema: ListLoansInput.omit(noPages),
  columns: [
    ...['id', 'userId', 'borrower', 'status', 'amount', 'currencyCode', 'termMonths', 'purpose'],
    ...['walletId', 'transferId', 'errorCode', 'createdAt', 'appliedAt', 'approvedAt'],
  ],
  count: (ctx, filter) => ctx.db.loan.count({ where: toLoanWhere(filter) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.loan.findMany({
      where: { AND: [toLoanWhere(filter), behind(after)] },
      orderBy: newestFirst,
      take: limit,
      select: loanFields,
    });
    return toBatch(
      rows.map((row) => toLoanView(ctx, row)),
      limit,
      (row) => [
        ...[row.id, row.userId, row.userName, row.status, toDecimalCell(row.amount)],
        ...[row.currencyCode, row.termMonths, row.purpose, row.walletId, row.transferId],
        ...[row.errorCode, row.createdAt, row.appliedAt, row.approvedAt],
      ],
      positionOf,
    );
  },
});

export const limitsExport = defineExport({
  name: 'limits',
  permission: 'transfer.read',
  schema: ListLimitsInput.omit(noPages),
  columns: [
    ...['id', 'scope', 'scopeKey', 'subject', 'maxPerTransfer', 'maxPerDay', 'maxPerMonth'],
    ...['currencyCode', 'maxCountPerHour', 'maxCountPerDay', 'maxCountPerMonth'],
    ...['createdAt', 'updatedAt'],
  ],
  count: (ctx, filter) => ctx.db.transactionLimit.count({ where: toLimitWhere(filter) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.transactionLimit.findMany({
      where: { AND: [toLimitWhere(filter), behind(after)] },
      orderBy: newestFirst,
      take: limit,
      select: limitFields,
    });
    const names = await readSubjectNames(ctx.db, rows);
    return toBatch(
      rows.map((row) => toLimitView(row, names.get(row.scopeKey) ?? null)),
      limit,
      (row) => [
        ...[row.id, row.scope, row.scopeKey, row.subjectName],
        ...[row.maxPerTransfer, row.maxPerDay, row.maxPerMonth].map(toDecimalCell),
        ctx.tenant.settings.currencyCode,
        ...[row.maxCountPerHour, row.maxCountPerDay, row.maxCountPerMonth],
        ...[row.createdAt, row.updatedAt],
      ],
      positionOf,
    );
  },
});
