import type { TenantClient } from '@freehold/core-db';

/** The first row that breaks a rule. */
export interface BrokenRow {
  readonly entity: 'Transfer' | 'Transaction' | 'Wallet' | 'Ledger';
  readonly id: string;
  readonly reason: string;
}

/** What one step of a check found. */
export interface CheckStep {
  /** Rows it looked at. */
  readonly checked: number;
  /** Where the next step begins; null at the end. */
  readonly cursor: string | null;
  readonly broken: BrokenRow | null;
}

/** One rule over everything of the current tenant, in steps of at most `limit` rows; each step is one statement, and so of one moment. */
export interface MoneyCheck {
  readonly name: string;
  /** What holds when nothing is broken. */
  readonly says: string;
  readonly step: (db: TenantClient, cursor: string | null, limit: number) => Promise<CheckStep>;
}

/** What a statement gives that looks at a batch of rows in the order of their ids. */
export interface BatchRow {
  readonly checked: number;
  /** The last id of the batch. */
  readonly last: string | null;
  readonly brokenId: string | null;
  readonly reason: string | null;
}

/** The step that looked at such a batch of at most `limit` rows. */
export function toStep(
  row: BatchRow | undefined,
  entity: BrokenRow['entity'],
  limit: number,
): CheckStep {
  if (row === undefined) throw new Error('The check has no row');
  const { checked, last, brokenId, reason } = row;
  return {
    checked,
    cursor: checked < limit ? null : last,
    broken: brokenId === null ? null : { entity, id: brokenId, reason: reason ?? '' },
  };
}
