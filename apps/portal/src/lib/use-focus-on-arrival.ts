import { useEffect, useRef } from 'react';

/** Moves the keyboard and the reading position to the content whenever another page is shown; not on arrival from elsewhere. */
export function useFocusOnArrival(pathname: string): void {
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.querySelector<HTMLElement>('#content')?.focus({ preventScroll: true });
  }, [pathname]);
}
