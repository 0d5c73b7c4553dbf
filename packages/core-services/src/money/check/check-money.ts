import type { ServiceContext } from '../../context.ts';
import { checkEntries } from './check-entries.ts';
import { checkIssued } from './check-issued.ts';
import { checkLedger } from './check-ledger.ts';
import { checkTransfers } from './check-transfers.ts';
import { checkWallets } from './check-wallets.ts';
import type { BrokenRow, MoneyCheck } from './money-check.ts';

const checks: readonly MoneyCheck[] = [
  checkTransfers,
  checkEntries,
  checkWallets,
  checkIssued,
  checkLedger,
];

/** What became of one rule. */
export interface MoneyVerdict {
  readonly name: string;
  readonly says: string;
  readonly checkedCount: number;
  /** The first row that breaks it; null when none does. */
  readonly broken: BrokenRow | null;
}

export interface CheckMoneyOptions {
  /** Rows read per statement. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (name: string, checkedCount: number) => void;
}

/**
 * Checks the money of the current tenant: every transfer, every entry, every balance, what was
 * issued, and the embedded ledger's own book, in statements of bounded size; it may run beside
 * everything else. Each rule stops at the first row that breaks it. Told to stop, it gives what it
 * has by then.
 */
export async function checkMoney({
  ctx,
  options = {},
}: {
  ctx: ServiceContext;
  options?: CheckMoneyOptions;
}): Promise<MoneyVerdict[]> {
  const verdicts: MoneyVerdict[] = [];
  for (const check of checks) {
    const verdict = await run(ctx, check, options);
    if (verdict === null) break;
    verdicts.push(verdict);
  }
  return verdicts;
}

async function run(
  { db }: ServiceContext,
  { name, says, step }: MoneyCheck,
  { limit = 2_000, signal, onProgress }: CheckMoneyOptions,
): Promise<MoneyVerdict | null> {
  let checkedCount = 0;
  let cursor: string | null = null;
  do {
    if (signal?.aborted === true) return null;
    const result = await step(db, cursor, limit);
    checkedCount += result.checked;
    onProgress?.(name, checkedCount);
    if (result.broken !== null) return { name, says, checkedCount, broken: result.broken };
    ({ cursor } = result);
  } while (cursor !== null);
  return { name, says, checkedCount, broken: null };
}
