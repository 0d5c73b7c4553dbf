import { olderThan, type Position } from '../cursor.ts';

export const newestFirst = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];

/** Where a row stands in a list from new to old. */
export function positionOf({ createdAt, id }: Position): Position {
  return { createdAt, id };
}

/** What comes behind a position that an export gave itself; everything where there is none yet. */
export function behind(after: unknown) {
  return isPosition(after) ? olderThan(after) : {};
}

function isPosition(value: unknown): value is Position {
  return typeof value === 'object' && value !== null && 'createdAt' in value && 'id' in value;
}
