const listeners = new Set<() => void>();
const fallback = new Map<string, string>();

function announce(): void {
  for (const listener of listeners) listener();
}

/** What this device remembers under `name`, or null; works without storage for as long as the page stays open. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return fallback.get(name) ?? null;
  }
}

/** Remembers `value` on this device; null forgets it. */
export function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    if (value === null) fallback.delete(name);
    else fallback.set(name, value);
  }
  announce();
}

/** Calls back whenever something remembered changes, in another window of this browser too. */
export function subscribeStored(listener: () => void): () => void {
  listeners.add(listener);
  globalThis.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    globalThis.removeEventListener('storage', listener);
  };
}
