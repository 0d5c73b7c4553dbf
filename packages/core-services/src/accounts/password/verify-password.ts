import { parseOptions, verify } from '@node-rs/argon2';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';
import { createEvenOut } from './even-out.ts';
import { hashPassword, passwordCost } from './hash-password.ts';

let standInHash: Promise<string> | undefined;

/** The hash that stands for accounts that do not exist; one that could not be made is tried again. */
async function requireStandIn(): Promise<string> {
  standInHash ??= hashPassword('no password has this hash');
  try {
    return await standInHash;
  } catch (error) {
    standInHash = undefined;
    throw error;
  }
}

const bcryptPattern = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/u;

/** What bcrypt sees of a password; whoever types more than that may have typed anything behind it. */
const bcryptMaxBytes = 72;

const evenOut = createEvenOut();

function isOutdated(hash: string): boolean {
  if (bcryptPattern.test(hash)) return true;
  const used = parseOptions(hash);
  return (
    !hash.startsWith('$argon2id$') ||
    used.memoryCost < passwordCost.memoryCost ||
    used.timeCost < passwordCost.timeCost ||
    used.parallelism < passwordCost.parallelism
  );
}

function canBeRenewed(hash: string, password: string): boolean {
  return !bcryptPattern.test(hash) || Buffer.byteLength(password, 'utf8') <= bcryptMaxBytes;
}

/**
 * Compares a password (taken as NFC) with a stored hash: argon2, or bcrypt as `$2a$`, `$2b$` or
 * `$2y$` of an account that came from elsewhere. `null` stands for an account that does not exist or
 * has no password: it costs the same and never matches. So does one that is not to be let in
 * whatever is typed (`isAdmitted: false`): else the right password would be told by the time its
 * refusal takes. `needsRehash` is true when the password matched and the hash is of another kind or
 * cheaper than today's. Throws on any other text.
 */
export async function verifyPassword(
  hash: string | null,
  password: string,
  { isAdmitted = true }: { readonly isAdmitted?: boolean } = {},
): Promise<{ isMatch: boolean; needsRehash: boolean }> {
  const normalised = password.normalize('NFC');
  // Waited for either way: the first comparison of a process makes it.
  const standIn = await requireStandIn();
  const known = hash ?? standIn;
  const startedAt = performance.now();
  const isEqual = bcryptPattern.test(known)
    ? await verifyBcrypt(normalised, known)
    : await verify(known, normalised);
  const isForeign = isOutdated(known);
  evenOut.note(performance.now() - startedAt, isForeign);
  const isMatch = hash !== null && isAdmitted && isEqual;
  if (!isMatch) await evenOut.wait(startedAt);
  return { isMatch, needsRehash: isMatch && isForeign && canBeRenewed(known, normalised) };
}
