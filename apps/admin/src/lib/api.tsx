import type { ApiRouter } from '@freehold/api/router';
import { createClient } from '@freehold/core-trpc/client';
import type { RegistrationRouter } from '@freehold/registration/router';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { createContext, use, type ReactNode } from 'react';
import { hashQueryKey } from './query-key.ts';
import { isAuthenticationLost, isTransient } from './errors.ts';
import { askForStepUp } from './step-up.ts';

const maxRetries = 2;

/** Everything one tenant's pages call and remember. */
export type TenantApi = {
  tenant: string | null;
  queryClient: QueryClient;
  api: TRPCOptionsProxy<ApiRouter>;
  registration: TRPCOptionsProxy<RegistrationRouter>;
};

const byTenant = new Map<string | null, TenantApi>();

/** One client and one cache per tenant: what was read in one can never be shown in another. */
export function findTenantApi(tenant: string | null): TenantApi {
  const known = byTenant.get(tenant);
  if (known) return known;
  const created = createTenantApi(tenant);
  byTenant.set(tenant, created);
  return created;
}

/** Forgets every tenant's data: at sign-in and sign-out. */
export function forgetTenantApis(): void {
  for (const each of byTenant.values()) each.queryClient.clear();
  byTenant.clear();
}

function createTenantApi(tenant: string | null): TenantApi {
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        const sessionKey = api.session.current.queryKey();
        const isSession = query.queryHash === hashQueryKey(sessionKey);
        if (isAuthenticationLost(error) && !isSession) {
          void queryClient.invalidateQueries({ queryKey: sessionKey });
        }
      },
    }),
    defaultOptions: {
      queries: {
        queryKeyHashFn: hashQueryKey,
        staleTime: 5_000,
        retry: (count, error) => count < maxRetries && isTransient(error),
      },
      mutations: { retry: false },
    },
  });
  const common = { audience: 'CONSOLE', tenant: () => tenant, stepUp: askForStepUp } as const;
  const api = createTRPCOptionsProxy<ApiRouter>({
    queryClient,
    client: createClient<ApiRouter>({ url: '/trpc', ...common }),
  });
  const registration = createTRPCOptionsProxy<RegistrationRouter>({
    queryClient,
    client: createClient<RegistrationRouter>({ url: '/registration/trpc', ...common }),
  });
  return { tenant, queryClient, api, registration };
}

const TenantApiContext = createContext<TenantApi | null>(null);

/** Gives everything below it one tenant's client and cache. */
export function TenantApiProvider({ value, children }: { value: TenantApi; children: ReactNode }) {
  return (
    <TenantApiContext value={value}>
      <QueryClientProvider client={value.queryClient}>{children}</QueryClientProvider>
    </TenantApiContext>
  );
}

/** The procedures of the tenant this page shows. */
export function useApi(): TenantApi {
  const value = use(TenantApiContext);
  if (!value) throw new Error('useApi outside of TenantApiProvider');
  return value;
}
