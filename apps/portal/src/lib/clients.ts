import type { ApiRouter } from '@freehold/api/router';
import { createClient } from '@freehold/core-trpc/client';
import type { RegistrationRouter } from '@freehold/registration/router';
import { askForFactor } from './step-up.ts';

function connect(tenant: string | null) {
  const options = { audience: 'PORTAL', tenant: () => tenant, stepUp: askForFactor } as const;
  return {
    api: createClient<ApiRouter>({ ...options, url: '/trpc' }),
    registration: createClient<RegistrationRouter>({ ...options, url: '/registration/trpc' }),
  };
}

export type Clients = ReturnType<typeof connect>;

const known = new Map<string | null, Clients>();

/** The typed clients of one tenant; a call of one tenant never travels with a call of another. */
export function clientsOf(tenant: string | null): Clients {
  const existing = known.get(tenant);
  if (existing) return existing;
  const clients = connect(tenant);
  known.set(tenant, clients);
  return clients;
}
