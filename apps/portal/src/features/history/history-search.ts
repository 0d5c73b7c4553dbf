import { z } from 'zod';
import { Amount } from '@freehold/core-contracts/amounts';
import { TransactionType } from '@freehold/core-contracts/enums';
import { CalendarDate, Id } from '@freehold/core-contracts/ids';
import type { StatementFilter } from '@freehold/core-contracts/wallets';

/** What of a wallet's history is shown, as it stands in the address; what does not fit is not there. */
export const HistorySearch = z.object({
  wallet: Id.optional().catch(undefined),
  type: TransactionType.optional().catch(undefined),
  from: CalendarDate.optional().catch(undefined),
  until: CalendarDate.optional().catch(undefined),
  // An address gives back bare digits as a number: written as text again, since they are money.
  minimum: z.preprocess(textOf, Amount).optional().catch(undefined),
  maximum: z.preprocess(textOf, Amount).optional().catch(undefined),
});
export type HistorySearch = z.infer<typeof HistorySearch>;

/** What somebody asks for: checked as it is typed, and refused with the reason. */
export const Asked = z
  .object({
    type: TransactionType.optional(),
    from: CalendarDate.optional(),
    until: CalendarDate.optional(),
    minimum: Amount.optional(),
    maximum: Amount.optional(),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    error: 'order',
    path: ['until'],
  });

function textOf(value: unknown): unknown {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
}

/** Midnight on the reader's clock, `offset` days after the date. */
function startOfDay(date: string, offset: number): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day + offset);
}

/** The same as the service understands it: moments, the last day included. */
export function toFilter(search: HistorySearch, walletId: string): StatementFilter {
  const { type, from, until, minimum, maximum } = search;
  return {
    walletId,
    ...(type ? { type: [type] } : {}),
    ...(from ? { from: startOfDay(from, 0) } : {}),
    ...(until ? { to: startOfDay(until, 1) } : {}),
    ...(minimum ? { minimumAmount: minimum } : {}),
    ...(maximum ? { maximumAmount: maximum } : {}),
  };
}

/** By how many filters something is left out. */
export function countNarrowed({ wallet: _wallet, ...filters }: HistorySearch): number {
  return Object.values(filters).filter((value) => value !== undefined).length;
}

/** Whether anything is left out. */
export function isNarrowed(search: HistorySearch): boolean {
  return countNarrowed(search) > 0;
}
