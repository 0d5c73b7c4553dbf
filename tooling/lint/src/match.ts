import { matchesGlob } from 'node:path';

/** Whether a path fits one of the patterns (globs with braces). */
export function matchesAny(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesGlob(path, pattern));
}

/** `@scope/name/entry` → `@scope/name`, `name/entry` → `name`; node: specifiers stay. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

/** Whether a list of packages and entries covers a specifier; `@scope/*` and `node:*` are prefixes. */
export function covers(entries: readonly string[], specifier: string): boolean {
  return entries.some((entry) =>
    entry.endsWith('*')
      ? specifier.startsWith(entry.slice(0, -1))
      : specifier === entry || specifier.startsWith(`${entry}/`),
  );
}

export const isRelative = (specifier: string): boolean => specifier.startsWith('.');
export const isOwn = (specifier: string): boolean => specifier.startsWith('@freehold/');
