const maxWords = 5;

/** `text` for a `contains` or `startsWith` filter, which would read `%`, `_` and `\` as wildcards. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/gu, (character) => `\\${character}`);
}

/** The words of a search, escaped; at most 5, so that a filter stays bounded. */
export function searchWords(text: string): string[] {
  return text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, maxWords)
    .map(escapeLike);
}
