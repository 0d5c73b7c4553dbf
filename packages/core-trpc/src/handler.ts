import { SessionAudience } from '@freehold/core-contracts/enums';
import { TenantSlug } from '@freehold/core-contracts/ids';
import type { AnyTRPCRouter } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { Platform, RequestContext } from './context.ts';
import { readCookies } from './cookies.ts';
import { audienceHeader, requestIdHeader, tenantHeader } from '@freehold/core-contracts/headers';

export interface HandlerOptions {
  readonly router: AnyTRPCRouter;
  readonly platform: Platform;
  readonly endpoint: string;
}

export interface RequestFacts {
  readonly id: string;
  /** The client's own address, already taken from trusted proxies only. */
  readonly ip: string | null;
}

/** Answers a procedure call that has passed the guards. */
export function handleCall(
  options: HandlerOptions,
  request: Request,
  facts: RequestFacts,
): Promise<Response> {
  return fetchRequestHandler({
    endpoint: options.endpoint,
    req: request,
    router: options.router,
    allowMethodOverride: true,
    createContext: ({ resHeaders }) =>
      createRequestContext(options.platform, request, facts, resHeaders),
    responseMeta: () => ({
      headers: new Headers({ 'cache-control': 'no-store', [requestIdHeader]: facts.id }),
    }),
  });
}

/** Reads what a request says of itself; anything malformed counts as absent. */
export function createRequestContext(
  platform: Platform,
  request: Request,
  facts: RequestFacts,
  responseHeaders: Headers,
): RequestContext {
  const { headers } = request;
  const slug = TenantSlug.safeParse(headers.get(tenantHeader));
  const audience = SessionAudience.safeParse(headers.get(audienceHeader));
  const bearer = /^Bearer ([\w.~+/-]+=*)$/u.exec(headers.get('authorization') ?? '');
  return {
    platform,
    responseHeaders,
    request: {
      id: facts.id,
      ip: facts.ip,
      userAgent: toWellFormedUserAgent(headers.get('user-agent')),
      tenantSlug: slug.success ? slug.data : null,
      audience: audience.success ? audience.data : null,
      cookies: readCookies(headers.get('cookie')),
      bearer: bearer?.[1] ?? null,
    },
  };
}

function toWellFormedUserAgent(value: string | null): string | null {
  if (value === null) return null;
  return value
    .toWellFormed()
    .replaceAll(/[\u0000-\u001f\u007f]/gu, ' ')
    .slice(0, 400);
}
