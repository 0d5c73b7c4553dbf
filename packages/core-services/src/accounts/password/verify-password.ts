import { parseOptions, verify } from '@node-rs/argon2';
import { hashPassword, passwordCost } from './hash-password.ts';

let decoy: Promise<string> | undefined;

function isOutdated(hash: string): boolean {
  const used = parseOptions(hash);
  return (
    !hash.startsWith('$argon2id$') ||
    used.memoryCost < passwordCost.memoryCost ||
    used.timeCost < passwordCost.timeCost ||
    used.parallelism < passwordCost.parallelism
  );
}

/**
 * Compares a password (taken as NFC) with a stored hash. `null` stands for an account that does not
 * exist or has no password: it costs the same and never matches. `needsRehash` is true when the hash
 * is cheaper than today's cost. Throws on text that is no argon2 hash.
 */
export async function verifyPassword(
  hash: string | null,
  password: string,
): Promise<{ isMatch: boolean; needsRehash: boolean }> {
  decoy ??= hashPassword('no password has this hash');
  const isMatch = await verify(hash ?? (await decoy), password.normalize('NFC'));
  if (hash === null) return { isMatch: false, needsRehash: false };
  return { isMatch, needsRehash: isMatch && isOutdated(hash) };
}
