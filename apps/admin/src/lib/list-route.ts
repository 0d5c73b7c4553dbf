import { useCallback } from 'react';

type SearchNavigate<Search> = (options: {
  search: (old: Search) => Search;
  replace: boolean;
  resetScroll: boolean;
}) => unknown;

/** Merges changes into a route's address without a new entry in the history for every letter. */
export function useSearchChange<Search>(navigate: SearchNavigate<Search>) {
  return useCallback(
    (patch: Partial<Search>) =>
      void navigate({
        search: (old) => ({ ...old, ...patch }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
}

/** Goes to another state of a list as a step of its own, so that Back returns to the one before. */
export function useSearchReplace<Search>(
  navigate: (options: { search: Search; replace: boolean }) => unknown,
) {
  return useCallback((search: Search) => void navigate({ search, replace: false }), [navigate]);
}
