import { createRouter } from '@tanstack/react-router';
import { PendingPage } from './components/pending-page.tsx';
import { NotFoundPage } from './components/not-found-page.tsx';
import { RouteFailure } from './components/route-failure.tsx';
import { parseSearch, stringifySearch } from './lib/search-params.ts';
import { routeTree } from './route-tree.gen.ts';

/** The console's router; addresses are written the plain way. */
export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: false,
  scrollRestoration: true,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: RouteFailure,
  defaultPendingComponent: PendingPage,
  defaultPendingMs: 400,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
