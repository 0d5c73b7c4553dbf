import { codePointLength } from '@freehold/core-contracts/text';

/** Fewest code points of a password that is the only factor, as the service demands. */
export const minimumLength = 15;

// Shorter parts are in too many innocent phrases; the service draws the line at the same length.
const shortestPart = 4;

/** Refusals of the service that belong to the field of the new password. */
export function passwordRefusals(field: string): Readonly<Record<string, string>> {
  return {
    'password.too_short': field,
    'password.too_common': field,
    'password.contains_personal': field,
  };
}

export type Person = { firstName: string | null; lastName: string | null; email: string };

export type PasswordGuidance = {
  length: number;
  /** Fewest code points that this account's password may have. */
  minimum: number;
  isLongEnough: boolean;
  /** Contains a part of a name, the address or the product's name. */
  isPersonal: boolean;
};

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function join(text: string): string {
  return text.replaceAll(/[\s._-]+/gu, '');
}

function partsOf(
  { firstName, lastName, email }: Person,
  productNames: readonly string[],
): string[] {
  const [local = '', domain = ''] = email.split('@');
  const names = [firstName ?? '', lastName ?? ''].flatMap((name) => [
    name,
    ...name.split(/[\s'’-]+/u),
  ]);
  const labels = domain.split('.').slice(0, -1);
  const address = [
    local,
    ...local.split(/[^\p{L}\p{N}]+/u),
    ...labels.flatMap((label) => [label, ...label.split('-')]),
  ];
  return [...names, ...address, ...productNames]
    .map(fold)
    .filter((part) => codePointLength(part) >= shortestPart);
}

/** What can be said of a password while it is typed; the service has the last word. */
export function guidePassword(
  password: string,
  person: Person,
  productNames: readonly string[],
  minimum = minimumLength,
): PasswordGuidance {
  const normalised = password.normalize('NFC');
  const length = codePointLength(normalised);
  const folded = fold(normalised);
  const joined = join(folded);
  const isPersonal = partsOf(person, productNames).some(
    (part) => folded.includes(part) || joined.includes(join(part)),
  );
  return { length, minimum, isLongEnough: length >= minimum, isPersonal };
}
