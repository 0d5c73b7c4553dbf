import { useEffect, useRef } from 'react';

/**
 * On a narrow screen not every part of a row fits: the one that is shown is moved into sight, each
 * time `shown` changes. Goes on what scrolls.
 */
export function useShownTab<T extends HTMLElement>(shown: string) {
  const row = useRef<T>(null);
  useEffect(() => {
    const tab = row.current?.querySelector('[aria-current="page"], [data-state="active"]');
    tab?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [shown]);
  return row;
}
