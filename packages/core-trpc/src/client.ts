import type { SessionAudience } from '@freehold/core-contracts/enums';
import { PublicError } from '@freehold/core-contracts/errors';
import { createTRPCClient, httpBatchLink, isTRPCClientError, type TRPCClient } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { audienceHeader, requestHeader, tenantHeader } from './headers.ts';
import { transformer } from './transformer.ts';

export interface ClientOptions {
  /** Where the router answers, e.g. `/trpc` in a browser. */
  readonly url: string;
  readonly audience: SessionAudience;
  /** Read at each request, so that one client serves whichever tenant the page shows. */
  readonly tenant: () => string | null;
}

/** Largest number of calls that travel as one request. */
export const maxBatchSize = 20;

/** A typed client for a browser. Every call is a POST, so that no input is ever in an address. */
export function createClient<TRouter extends AnyTRPCRouter>(
  options: ClientOptions,
): TRPCClient<TRouter> {
  const link = httpBatchLink<AnyTRPCRouter>({
    url: options.url,
    transformer,
    methodOverride: 'POST',
    maxItems: maxBatchSize,
    headers: () => {
      const tenant = options.tenant();
      return {
        [requestHeader]: '1',
        [audienceHeader]: options.audience,
        ...(tenant === null ? {} : { [tenantHeader]: tenant }),
      };
    },
  });
  return createTRPCClient<TRouter>({ links: [link] });
}

// A page server has nothing to say beside the code.
const AnsweredError = PublicError.extend({ params: PublicError.shape.params.default({}) });

/** The platform's own error in whatever a call threw; null when the answer never came or was not ours. */
export function findPublicError(error: unknown): PublicError | null {
  if (!isTRPCClientError(error)) return null;
  // A procedure's error comes inside tRPC's envelope; what stands in front of the procedures, guards
  // and page servers, answers with the error alone.
  const answer = error.meta?.['responseJSON'];
  for (const holder of [error.data as unknown, answer]) {
    if (typeof holder !== 'object' || holder === null || !('error' in holder)) continue;
    const parsed = AnsweredError.safeParse(holder.error);
    if (parsed.success) return parsed.data;
  }
  return null;
}
