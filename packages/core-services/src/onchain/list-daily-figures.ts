import {
  maxFigureDays,
  type DailyFigures,
  type ListDailyFiguresInput,
} from '@freehold/core-contracts/onchain';
import type { ServiceContext } from '../context.ts';

const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** What the ledger confirmed on each day on which it confirmed anything, oldest first: the newest 366 of the days asked for. */
export async function listDailyFigures({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListDailyFiguresInput;
}): Promise<DailyFigures[]> {
  const { fromDay, toDay } = input;
  const rows = await ctx.db.dailyLedgerFigures.findMany({
    where: {
      day: {
        ...(fromDay === undefined ? {} : { gte: midnight(fromDay) }),
        ...(toDay === undefined ? {} : { lte: midnight(toDay) }),
      },
    },
    orderBy: { day: 'desc' },
    take: maxFigureDays,
    select: {
      day: true,
      usersCreated: true,
      transferCount: true,
      transferVolume: true,
      feeVolume: true,
      issuedVolume: true,
      taxVolume: true,
      eventCount: true,
    },
  });
  return rows.toReversed().map((row) => ({
    ...row,
    day: row.day.toISOString().slice(0, 10),
    transferVolume: row.transferVolume.toFixed(),
    feeVolume: row.feeVolume.toFixed(),
    issuedVolume: row.issuedVolume.toFixed(),
    taxVolume: row.taxVolume.toFixed(),
  }));
}
