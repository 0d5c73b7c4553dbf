import { mostPerCall, type ManyResult } from '@freehold/core-contracts/pipeline';
import { toAppError } from '@freehold/core-db';

/** Beyond this many, rows that fit are not counted one by one. */
const mostCounted = 10_000;

interface Row {
  readonly id: string;
  readonly version: number;
}

/**
 * Acts on rows one after another, each in a transaction of its own; one that is refused does not
 * stop the others. A dry run only counts. Throws what is nobody's refusal, e.g. UNAVAILABLE.
 */
export async function actOnMany({
  isDryRun,
  count,
  list,
  act,
}: {
  readonly isDryRun: boolean;
  readonly count: (take: number) => Promise<number>;
  /** At most `mostPerCall` rows, in the order they are to be acted on. */
  readonly list: () => Promise<readonly Row[]>;
  readonly act: (row: Row) => Promise<void>;
}): Promise<ManyResult> {
  const matchedCount = await count(mostCounted);
  const hasMore = matchedCount > mostPerCall;
  if (isDryRun) return { isDryRun, matchedCount, doneCount: 0, refused: [], hasMore };
  const refused = new Map<string, { code: string; count: number; example: string }>();
  let doneCount = 0;
  for (const row of await list()) {
    try {
      await act(row);
      doneCount += 1;
    } catch (error) {
      const { kind, code } = toAppError(error);
      if (kind === 'UNAVAILABLE' || kind === 'INTERNAL') throw error;
      const known = refused.get(code) ?? { code, count: 0, example: row.id };
      refused.set(code, { ...known, count: known.count + 1 });
    }
  }
  return { isDryRun, matchedCount, doneCount, refused: [...refused.values()], hasMore };
}
