import { hash } from '@node-rs/argon2';

/** Cost of a stored password: argon2id, memory in KiB, passes, lanes (OWASP's minimum for argon2id). */
export const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes a password (taken as NFC) with argon2id and a fresh salt; the PHC text is at most 255 characters. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), passwordCost);
}
