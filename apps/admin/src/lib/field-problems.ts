import { toPublicError } from './errors.ts';

const sentences: Readonly<Record<string, string>> = {
  required: 'Fill this in.',
  email: 'This is no e-mail address: it needs an @ and a domain.',
  too_long: 'This is too long.',
  too_short: 'This is too short.',
  phone: 'Write the number in international form, as +33612345678.',
  code_format: 'The code does not have the right form.',
  bad_unicode: 'This holds signs that cannot be kept.',
  control_characters: 'This holds invisible signs. Type it instead of pasting it.',
  slug: 'Lower-case letters, digits and single dashes, three at least.',
  url: 'This is no address that begins with https://.',
  username: 'Lower-case letters, digits, points and dashes, three at least.',
  idempotency_key: 'Letters, digits and the signs . _ : -, eight at least.',
};

/** What is wrong with one field, when that is what a call was refused for. */
export function describeField(error: unknown, path: string): string | undefined {
  if (!error) return undefined;
  const problem = toPublicError(error).fields?.find((field) => field.path === path);
  return problem && (sentences[problem.code] ?? sentences[problem.message] ?? 'Please check this.');
}
