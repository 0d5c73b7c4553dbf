const windowMs = 5 * 60_000;
const maxEntries = 10_000;

/** Remembers which reads were noted lately, so that a page that refreshes itself leaves one audit row in five minutes. */
export function createReadNotes(): (key: string, nowMs: number) => boolean {
  const notedAt = new Map<string, number>();
  return (key, nowMs) => {
    if (nowMs - (notedAt.get(key) ?? -Infinity) < windowMs) return false;
    if (notedAt.size >= maxEntries) notedAt.clear();
    notedAt.set(key, nowMs);
    return true;
  };
}
