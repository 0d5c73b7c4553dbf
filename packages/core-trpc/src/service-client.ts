import { AppError, PublicError } from '@freehold/core-contracts/errors';
import { createTRPCClient, httpLink, isTRPCClientError, type TRPCClient } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { requestIdHeader, tenantHeader } from '@freehold/core-contracts/headers';
import type { ServiceTokens } from './service-tokens.ts';
import { transformer } from './transformer.ts';

export interface ServiceClientOptions {
  readonly url: string;
  /** Name of the service that is called. */
  readonly audience: string;
  readonly tokens: ServiceTokens;
  readonly timeoutMs: number;
}

/** A typed client from one service to another, for one tenant and request; each call carries a token made for it. */
export function createServiceClient<TRouter extends AnyTRPCRouter>(
  options: ServiceClientOptions,
  call: { readonly tenantSlug: string; readonly requestId: string },
): TRPCClient<TRouter> {
  const link = httpLink({
    url: options.url,
    transformer,
    methodOverride: 'POST',
    headers: async () => ({
      authorization: `Bearer ${await options.tokens.sign(options.audience, call.tenantSlug)}`,
      [tenantHeader]: call.tenantSlug,
      [requestIdHeader]: call.requestId,
    }),
    fetch: (input, init) =>
      fetch(input as string, {
        ...(init as RequestInit),
        signal: AbortSignal.timeout(options.timeoutMs),
      }),
  });
  return createTRPCClient<TRouter>({ links: [link] });
}

/** What another service answered, as an error of our own; UNAVAILABLE `service.unreachable` when it did not answer. */
export function fromServiceError(error: unknown): AppError {
  const data: unknown = isTRPCClientError(error) ? error.data : null;
  if (typeof data === 'object' && data !== null && 'error' in data) {
    const parsed = PublicError.safeParse(data.error);
    if (parsed.success)
      return new AppError(parsed.data.kind, parsed.data.code, parsed.data.params, { cause: error });
  }
  return new AppError('UNAVAILABLE', 'service.unreachable', {}, { cause: error });
}
