import { useEffect, useSyncExternalStore } from 'react';

export type PageAct = { id: string; label: string; keywords?: string[]; onSelect: () => void };

const none: readonly PageAct[] = [];
let current: readonly PageAct[] = none;
const listeners = new Set<() => void>();

function change(next: readonly PageAct[]) {
  current = next;
  for (const listener of listeners) listener();
}

/** Offers the acts on the record that is open to the command palette, for as long as the page is shown. */
export function useOfferedActs(acts: readonly PageAct[]): void {
  useEffect(() => {
    change(acts);
    return () => change(none);
  }, [acts]);
}

/** Acts on the record that is open. */
export function usePageActs(): readonly PageAct[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
