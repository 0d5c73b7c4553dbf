import { AppError } from '@freehold/core-contracts/errors';
import { parse, stringify } from 'devalue';

// A cache outlives sessions and is read by whoever operates it: nothing that opens a door goes in.
const SECRET = /password|secret|token|hash|ciphertext|passphrase|private_?key|cookie/iu;
const deepest = 12;

/** Text of a value, with dates and big integers. Throws INTERNAL `cache.secret_refused` for a field that names a secret. */
export function encode(value: unknown): string {
  assertNoSecret(value, 0);
  return stringify(value);
}

/** The value again, a new one each time. */
export function decode(text: string): unknown {
  return parse(text);
}

function assertNoSecret(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Uint8Array || depth > deepest) {
    throw new AppError('INTERNAL', 'cache.secret_refused', { field: 'bytes' });
  }
  for (const [field, inner] of Object.entries(value)) {
    if (SECRET.test(field)) throw new AppError('INTERNAL', 'cache.secret_refused', { field });
    assertNoSecret(inner, depth + 1);
  }
}
