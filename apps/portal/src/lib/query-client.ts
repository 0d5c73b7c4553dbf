import { QueryCache, QueryClient } from '@tanstack/react-query';
import { toProblem } from './problems.ts';

const maxRetries = 2;

/** Fetches again only what failed for want of an answer; a refusal stays a refusal. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session that ended elsewhere shows at the first refusal: ask for it anew, and the page follows.
    onError: (error, { queryKey: [tenant, subject] }) => {
      if (subject === 'session' || toProblem(error).kind !== 'UNAUTHENTICATED') return;
      void queryClient.resetQueries({ queryKey: [tenant, 'session'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < maxRetries && toProblem(error).kind === 'UNAVAILABLE',
      retryDelay: (count) => 500 * 2 ** count,
    },
    mutations: { retry: false },
  },
});
