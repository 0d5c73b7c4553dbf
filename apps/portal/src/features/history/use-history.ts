import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { StatementFilter } from '@freehold/core-contracts/wallets';
import { clientsOf } from '../../lib/clients.ts';
import { fetchFile } from '../../lib/files.ts';

const stretchLimit = 25;

/** The wallets whose history may be read. */
export function useWallets(slug: string) {
  return useQuery({
    queryKey: [slug, 'money', 'wallets'],
    queryFn: () => clientsOf(slug).api.money.listWallets.query(),
  });
}

/** Entries of a wallet, newest first, a stretch at a time. */
export function useStatement(slug: string, filter: StatementFilter) {
  return useInfiniteQuery({
    queryKey: [slug, 'money', 'statement', filter],
    queryFn: ({ pageParam }) =>
      clientsOf(slug).api.money.statement.query({
        ...filter,
        limit: stretchLimit,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      }),
    // The first stretch has no cursor, those that follow have the one before them's.
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (shown) => shown,
  });
}

/** The same entries as a file. */
export function downloadStatement(slug: string, filter: StatementFilter): Promise<void> {
  return fetchFile(slug, 'statement.csv', filter);
}
