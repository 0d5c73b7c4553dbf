import { useEffect, useState } from 'react';
import { findLinkToken, subscribeLinkTokens } from './link-token.ts';

/** The secret of the link that led to `page`, or null; another link pressed while the page is open takes its place. */
export function useLinkToken(page: string): string | null {
  const [token, setToken] = useState(() => findLinkToken(page));
  useEffect(
    () =>
      subscribeLinkTokens(() => {
        const kept = findLinkToken(page);
        // One that was used is forgotten, while what came of it is still shown.
        if (kept !== null) setToken(kept);
      }),
    [page],
  );
  return token;
}
