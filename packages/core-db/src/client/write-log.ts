import { AsyncLocalStorage } from 'node:async_hooks';

/** What was written in a tenant, once it may be seen: `models` names tables, `sql` stands for any. */
export type WriteEvent = { readonly tenantId: string; readonly models: ReadonlySet<string> };
export type WriteObserver = (event: WriteEvent) => void;

type Open = { readonly models: Set<string>; isOpen: boolean };
const transactions = new AsyncLocalStorage<Open>();

const WRITES =
  /^(create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/;
const WRITING_SQL = /\b(insert|update|delete)\b/i;

export const isWriteAction = (action: string): boolean => WRITES.test(action);
/** Locks count as writes too: telling too much costs a read, telling too little an old answer. */
export const isWritingSql = (sql: string): boolean => WRITING_SQL.test(sql);

/** Tells of one write: at once, or after the transaction around it has ended. */
export function noteWrite(
  observe: WriteObserver | undefined,
  tenantId: string | undefined,
  model: string,
): void {
  if (!observe || tenantId === undefined) return;
  const around = transactions.getStore();
  if (around?.isOpen) around.models.add(model);
  else observe({ tenantId, models: new Set([model]) });
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
  const open: Open = { models: new Set(), isOpen: true };
  try {
    return await transactions.run(open, run);
  } finally {
    open.isOpen = false;
    if (open.models.size > 0) observe({ tenantId, models: open.models });
  }
}
