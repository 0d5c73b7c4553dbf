import { AsyncLocalStorage } from 'node:async_hooks';

/** The ids in a write’s own filter or data, by column: it touched no row but theirs. Empty where it named none, and any row may have changed. */
export type WrittenIds = Readonly<Record<string, string>>;

/** What was written in a tenant, once it may be seen: by table, `sql` stands for any. */
export type WriteEvent = {
  readonly tenantId: string;
  readonly models: ReadonlyMap<string, readonly WrittenIds[]>;
};
export type WriteObserver = (event: WriteEvent) => void;

/** One write: a table, and the ids that say which rows at most. */
export type Written = { readonly model: string; readonly ids: readonly WrittenIds[] };

type Open = { readonly models: Map<string, WrittenIds[]>; isOpen: boolean };
const transactions = new AsyncLocalStorage<Open>();

const WRITES =
  /^(create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/;
const WRITING_SQL = /\b(insert|update|delete)\b/i;

export const isWriteAction = (action: string): boolean => WRITES.test(action);
/** Locks count as writes too: telling too much costs a read, telling too little an old answer. */
export const isWritingSql = (sql: string): boolean => WRITING_SQL.test(sql);

const anyRow: WrittenIds = Object.freeze({});
const mostRows = 100;

/** The rows that the arguments of a write name, by columns called `id` or ending in `Id`. */
export function toWrittenIds(action: string, args: unknown): readonly WrittenIds[] {
  const { where, data } = (args ?? {}) as { where?: unknown; data?: unknown };
  if (action === 'upsert') return [anyRow];
  if (!action.startsWith('create')) return [pickIds(where)];
  const rows = Array.isArray(data) ? data : [data];
  return rows.length > mostRows ? [anyRow] : rows.map(pickIds);
}

function pickIds(source: unknown): WrittenIds {
  if (typeof source !== 'object' || source === null) return anyRow;
  const isId = (name: string) => /(^i|I)d$/.test(name) && name !== 'tenantId';
  return Object.fromEntries(
    Object.entries(source).filter(
      (entry): entry is [string, string] => isId(entry[0]) && typeof entry[1] === 'string',
    ),
  );
}

/** Tells of one write: at once, or after the transaction around it has ended. */
export function noteWrite(
  observe: WriteObserver | undefined,
  tenantId: string | undefined,
  { model, ids }: Written,
): void {
  if (!observe || tenantId === undefined) return;
  const around = transactions.getStore();
  if (!around?.isOpen) {
    observe({ tenantId, models: new Map([[model, ids]]) });
    return;
  }
  const noted = around.models.get(model);
  if (noted === undefined) around.models.set(model, [...ids]);
  else if (noted.length > mostRows) noted.splice(0, noted.length, anyRow);
  else noted.push(...ids);
}

/**
 * Runs a transaction and tells of its writes when it has ended, however it did: a commit whose
 * answer was lost may have happened.
 */
export async function tellingWrites<T>(
  observe: WriteObserver | undefined,
  tenantId: string,
  run: () => Promise<T>,
): Promise<T> {
  if (!observe || transactions.getStore()?.isOpen) return run();
  const open: Open = { models: new Map(), isOpen: true };
  try {
    return await transactions.run(open, run);
  } finally {
    open.isOpen = false;
    if (open.models.size > 0) observe({ tenantId, models: open.models });
  }
}
