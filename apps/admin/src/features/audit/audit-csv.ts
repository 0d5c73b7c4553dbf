import type { AuditEntry } from '@freehold/core-contracts/audit';

const columns: readonly (readonly [string, (entry: AuditEntry) => string | null])[] = [
  ['number', (entry) => entry.sequence.toString()],
  ['when', (entry) => entry.createdAt.toISOString()],
  ['action', (entry) => entry.action],
  ['entityType', (entry) => entry.entityType],
  ['entityId', (entry) => entry.entityId],
  ['actorKind', (entry) => entry.actorKind],
  ['actorId', (entry) => entry.actorId],
  ['actorName', (entry) => entry.actorName],
  ['reason', (entry) => entry.reason],
  ['changes', (entry) => JSON.stringify(entry.changes ?? null)],
  ['ip', (entry) => entry.ip],
  ['requestId', (entry) => entry.requestId],
  ['hash', (entry) => entry.hash],
];

/** Quoted as RFC 4180 wants it; a leading sign is made harmless, because spreadsheets run it as a formula. */
function cell(value: string | null): string {
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Entries as CSV lines, with the names of the columns first where `hasHeader`. */
export function toCsv(entries: readonly AuditEntry[], hasHeader: boolean): string {
  const lines = entries.map((entry) => columns.map(([, read]) => cell(read(entry))).join(','));
  if (hasHeader) lines.unshift(columns.map(([name]) => name).join(','));
  return `${lines.join('\r\n')}\r\n`;
}
