import { AppError } from '@freehold/core-contracts/errors';
import { codePointLength } from '@freehold/core-contracts/text';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** Fewest code points of a password that is the only factor. */
export const singleFactorMinimum = 15;

/** Fewest code points of a password with a second factor beside it. */
export const secondFactorMinimum = 8;

export type PersonalPart = 'firstName' | 'lastName' | 'email' | 'productName';

export interface PasswordRules {
  /** Fewest code points. */
  readonly minimum: number;
  readonly personal: {
    readonly firstName?: string | null;
    readonly lastName?: string | null;
    readonly email?: string | null;
  };
  /** Names the product goes by, the tenant's among them. */
  readonly productNames: readonly string[];
}

// Shorter parts ("Li", "Ana", "com") are in too many innocent phrases to mean anything.
const shortestPart = 4;

// The list's own entries of 15 or more are few (41 of 49,233), so what counts is being made of
// common passwords: repeated, joined, counted up, or with letters swapped. Four random words are
// at 10^15 guesses, three common passwords in a row at 10^8. Beside a second factor only what is
// close to the list itself is refused: eight random characters are no more than 10^8.
const fewestGuessesLog10 = { aloneAtLeast: 8.5, withSecondFactorAtLeast: 6 };

// The estimate of a longer password takes up to seconds: of such a one both ends are looked at, and
// one that is hard to guess is enough.
const mostLookedAt = 100;

let estimator: ZxcvbnFactory | undefined;

/** The common passwords that are known offline, the most common first. */
export function listCommonPasswords(): readonly string[] {
  return dictionary['passwords-common'];
}

function endsOf(password: string): string[] {
  const points = Array.from(password);
  if (points.length <= mostLookedAt) return [password];
  return [points.slice(0, mostLookedAt), points.slice(-mostLookedAt)].map((part) => part.join(''));
}

function isMadeOfCommonPasswords(password: string, minimum: number): boolean {
  estimator ??= new ZxcvbnFactory({
    dictionary: { passwords: [...listCommonPasswords()] },
    graphs: adjacencyGraphs,
    useLevenshteinDistance: false,
  });
  const isAlone = minimum >= singleFactorMinimum;
  const fewest = isAlone
    ? fewestGuessesLog10.aloneAtLeast
    : fewestGuessesLog10.withSecondFactorAtLeast;
  const known = estimator;
  return endsOf(password).every((part) => known.check(part).guessesLog10 < fewest);
}

function fold(value: string): string {
  return value.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function partsOf(value: string | null | undefined, separator: RegExp): string[] {
  if (value === null || value === undefined) return [];
  const folded = fold(value);
  return [folded, ...folded.split(separator)].filter(
    (part) => codePointLength(part) >= shortestPart,
  );
}

function emailParts(email: string | null | undefined): string[] {
  if (email === null || email === undefined) return [];
  const at = email.lastIndexOf('@');
  const domain = email
    .slice(at + 1)
    .split('.')
    .slice(0, -1);
  return [
    ...partsOf(email.slice(0, at), /[^\p{L}\p{N}]+/u),
    ...domain.flatMap((label) => partsOf(label, /-/u)),
  ];
}

/** What of the person or the product the password contains, or null. */
export function findPersonalPart(
  password: string,
  rules: Omit<PasswordRules, 'minimum'>,
): PersonalPart | null {
  const folded = fold(password);
  const joined = folded.replaceAll(/[\s._-]+/gu, '');
  const isInside = (part: string) =>
    folded.includes(part) || joined.includes(part.replaceAll(/[\s._-]+/gu, ''));
  const betweenNames = /[\s'’-]+/u;
  if (partsOf(rules.personal.firstName, betweenNames).some(isInside)) return 'firstName';
  if (partsOf(rules.personal.lastName, betweenNames).some(isInside)) return 'lastName';
  if (emailParts(rules.personal.email).some(isInside)) return 'email';
  const productNames = rules.productNames
    .map(fold)
    .filter((name) => codePointLength(name) >= shortestPart);
  return productNames.some(isInside) ? 'productName' : null;
}

/**
 * Throws INVALID `password.too_short`, `password.contains_personal` or `password.too_common` for a
 * password that must not be taken. No rule on its composition; works offline.
 */
export function assertAcceptablePassword(password: string, rules: PasswordRules): void {
  const normalised = password.normalize('NFC');
  if (codePointLength(normalised) < rules.minimum) {
    throw new AppError('INVALID', 'password.too_short', { minimum: rules.minimum });
  }
  const what = findPersonalPart(normalised, rules);
  if (what !== null) throw new AppError('INVALID', 'password.contains_personal', { what });
  if (isMadeOfCommonPasswords(normalised, rules.minimum))
    throw new AppError('INVALID', 'password.too_common');
}
