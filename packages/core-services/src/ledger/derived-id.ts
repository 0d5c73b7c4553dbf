import { createHash } from 'node:crypto';

/**
 * A UUIDv7 (RFC 9562) that is the same every time: its time is `timeMs`, its other bits come from
 * SHA-256 of `name`. For rows that a replay must write again under the id they had.
 */
export function derivedId(timeMs: number, name: string): string {
  const bytes = createHash('sha256').update(name, 'utf8').digest().subarray(0, 16);
  bytes.writeUIntBE(timeMs, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ];
  return parts.join('-');
}

/** The time an id was made at when it is a UUIDv7, in milliseconds; some fixed number for another. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
