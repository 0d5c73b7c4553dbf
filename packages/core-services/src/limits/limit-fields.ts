import type { LimitView } from '@freehold/core-contracts/limits';
import type { Prisma } from '@freehold/core-db';

export const limitFields = {
  id: true,
  scope: true,
  scopeKey: true,
  maxPerTransfer: true,
  maxPerDay: true,
  maxPerMonth: true,
  maxCountPerDay: true,
  maxCountPerMonth: true,
  maxCountPerHour: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.TransactionLimitSelect;

export type LimitRow = Prisma.TransactionLimitGetPayload<{ select: typeof limitFields }>;

/** A limit with its amounts as exact decimal text. */
export function toLimitView(row: LimitRow, subjectName: string | null): LimitView {
  return {
    ...row,
    subjectName,
    maxPerTransfer: row.maxPerTransfer?.toFixed() ?? null,
    maxPerDay: row.maxPerDay?.toFixed() ?? null,
    maxPerMonth: row.maxPerMonth?.toFixed() ?? null,
  };
}
