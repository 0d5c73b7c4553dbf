export type ChangeRow = {
  field: string;
  /** Undefined where only the new value was kept. */
  before: string | undefined;
  after: string;
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function write(value: unknown): string {
  if (value === null || value === undefined) return '∅';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Rows of `{ before, after }` or of `{ field: { before, after } | { from, to } | value }`; null when the
 * value has another shape and is better shown as it is.
 */
export function readChanges(changes: unknown): ChangeRow[] | null {
  if (!isRecord(changes)) return changes === null || changes === undefined ? [] : null;
  const { before, after } = changes;
  if (isRecord(before) || isRecord(after)) {
    const old = isRecord(before) ? before : {};
    const next = isRecord(after) ? after : {};
    return [...new Set([...Object.keys(old), ...Object.keys(next)])].map((field) => ({
      field,
      before: field in old ? write(old[field]) : undefined,
      after: write(next[field]),
    }));
  }
  return Object.entries(changes).map(([field, value]) => {
    if (isRecord(value) && 'after' in value) {
      return { field, before: write(value['before']), after: write(value['after']) };
    }
    if (isRecord(value) && 'to' in value) {
      return { field, before: write(value['from']), after: write(value['to']) };
    }
    return { field, before: undefined, after: write(value) };
  });
}
