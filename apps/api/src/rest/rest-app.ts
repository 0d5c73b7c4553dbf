/*
 * REST for machines, under /v1: the procedures that say how machines call them, with an API key. No
 * page of another site may call it: it answers no preflight, and a key is not a cookie.
 */
import { AppError, type PublicError } from '@freehold/core-contracts/errors';
import { networkOf } from '@freehold/core-services/onboarding/budget/network';
import type { UsageCounter } from '@freehold/core-services/usage/usage-counter';
import type { Platform } from '@freehold/core-trpc/context';
import { toPublicError, toTrpcError } from '@freehold/core-trpc/errors';
import { maxBodyBytes } from '@freehold/core-trpc/guard';
import { createRequestContext } from '@freehold/core-trpc/handler';
import { requestIdHeader } from '@freehold/core-contracts/headers';
import type { LimitUse } from '@freehold/core-trpc/rate-limits';
import type { ServerEnv } from '@freehold/core-trpc/server-app';
import { TRPCError, type AnyTRPCRouter } from '@trpc/server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { authenticate, type Machine } from './authenticate.ts';
import { createCallProcedure, type CallProcedure } from './call-procedure.ts';
import { createDocsPage, docsPolicy } from './openapi/docs-page.ts';
import { createDocument } from './openapi/document.ts';
import { pageLinks } from './page-links.ts';
import { problemResponse, toProblem } from './problem.ts';
import { digestOf, readFields, readIdempotencyKey, type RawRequest } from './read-input.ts';
import { rateLimitHeaders, type RestLimits } from './rest-limits.ts';
import { listRestRoutes, pathParameters, type RestRoute } from './rest-routes.ts';

export interface RestAppOptions {
  readonly router: AnyTRPCRouter;
  readonly platform: Platform;
  readonly limits: RestLimits;
  readonly usage: UsageCounter;
}

type Ctx = Context<ServerEnv>;

/** Everything under `/v1`. */
export function createRestApp(options: RestAppOptions): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  const routes = listRestRoutes(options.router);
  const call = createCallProcedure(options.router);
  app.use(async (c, next) => {
    await next();
    c.res.headers.set(requestIdHeader, c.get('requestId'));
  });
  app.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c: Ctx) =>
        refuse(
          c,
          new AppError('LIMIT_EXCEEDED', 'request.too_large', { maximumBytes: maxBodyBytes }),
        ),
    }),
  );
  addDocument(app, routes);
  const byPath = Map.groupBy(routes, ({ path }) => path);
  for (const [path, here] of byPath) {
    const pattern = path.replaceAll(/\{(\w+)\}/gu, ':$1');
    for (const route of here) {
      app.on(route.method, pattern, (c) => answer(options, call, route, c));
    }
    app.all(pattern, (c) => {
      const allow = here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
      const refused = new AppError('INVALID', 'route.method_not_allowed', { method: c.req.method });
      return refuse(c, refused, { allow: allow.join(', ') });
    });
  }
  app.all('*', (c) => refuse(c, new AppError('NOT_FOUND', 'route.unknown')));
  app.onError((error, c) => refuse(c, error));
  return app;
}

/** The document for programs and for people; neither needs a key. */
function addDocument(app: Hono<ServerEnv>, routes: readonly RestRoute[]): void {
  const document = createDocument(routes);
  const [text, page] = [JSON.stringify(document), createDocsPage(document)];
  const cached = { 'cache-control': 'public, max-age=300' };
  app.get('/openapi.json', (c) =>
    c.body(text, 200, { ...cached, 'content-type': 'application/json' }),
  );
  app.get('/docs', (c) => c.html(page, 200, { ...cached, 'content-security-policy': docsPolicy }));
}

async function answer(
  options: RestAppOptions,
  call: CallProcedure,
  route: RestRoute,
  c: Ctx,
): Promise<Response> {
  const { platform, limits, usage } = options;
  const ip = c.get('clientAddress');
  const network = networkOf(ip);
  const wait = limits.findWait(network);
  if (wait !== null) return refuse(c, limited(wait), { 'retry-after': String(wait) });

  const facts = { id: c.get('requestId'), ip };
  const ctx = createRequestContext(platform, c.req.raw, facts, new Headers());
  let machine: Machine;
  try {
    machine = await authenticate(ctx, c.req.header('authorization') ?? null);
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'UNAUTHENTICATED') throw error;
    await limits.countRefusal(network);
    const detail = error.code === 'apiKey.invalid' ? ', error="invalid_token"' : '';
    return refuse(c, error, { 'www-authenticate': `Bearer realm="freehold"${detail}` });
  }

  const { tenant, actor } = machine;
  const use = await limits.takeKey(actor.apiKeyId, tenant.settings.apiRequestsPerMinute);
  const response = use.isTaken
    ? await answerMachine(call, route, c, { ctx, machine })
    : refuse(c, limited(secondsOf(use)), { 'retry-after': String(secondsOf(use)) });
  for (const [name, value] of Object.entries(rateLimitHeaders(use))) {
    response.headers.set(name, value);
  }
  const { organizationId, apiKeyId } = actor;
  const isError = response.status >= 400;
  usage.count({ tenantId: tenant.id, organizationId, apiKeyId, isError, ip });
  return response;
}

async function answerMachine(
  call: CallProcedure,
  route: RestRoute,
  c: Ctx,
  caller: Pick<Parameters<CallProcedure>[0], 'ctx' | 'machine'>,
): Promise<Response> {
  try {
    const raw = await readRequest(route, c);
    const key = readIdempotencyKey(
      route.method === 'GET' ? null : (c.req.header('idempotency-key') ?? null),
    );
    if (key === null && route.method === 'POST') {
      throw new AppError('INVALID', 'idempotency.key_missing');
    }
    const idempotency = key === null ? null : { key, digest: digestOf(raw) };
    const fields = readFields(route, raw);
    const { status, body, output, isReplayed } = await call({
      ...caller,
      route,
      fields,
      idempotency,
    });
    const links = pageLinks(output, new URL(c.req.url));
    return new Response(status === 204 ? null : body, {
      status,
      headers: {
        'cache-control': 'no-store',
        ...(status === 204 ? {} : { 'content-type': 'application/json' }),
        ...(links === null ? {} : { link: links }),
        ...(isReplayed ? { 'idempotency-replayed': 'true' } : {}),
      },
    });
  } catch (error) {
    return refuse(c, error);
  }
}

async function readRequest(route: RestRoute, c: Ctx): Promise<RawRequest> {
  const url = new URL(c.req.url);
  return {
    method: route.method,
    target: `${url.pathname}${url.search}`,
    query: url.searchParams,
    pathValues: Object.fromEntries(
      pathParameters(route.path).map((name) => [name, c.req.param(name) ?? '']),
    ),
    contentType: c.req.header('content-type') ?? null,
    body: Buffer.from(await c.req.arrayBuffer()),
  };
}

function secondsOf({ resetMs }: LimitUse): number {
  return Math.max(1, Math.ceil(resetMs / 1000));
}

function limited(retryAfterSeconds: number): AppError {
  return new AppError('LIMIT_EXCEEDED', 'rate.limited', { retryAfterSeconds });
}

function refuse(c: Ctx, error: unknown, headers: Record<string, string> = {}): Response {
  const requestId = c.get('requestId');
  const publicError = publicErrorOf(error, requestId);
  if (publicError.kind === 'INTERNAL') {
    c.get('logger').error({ err: error }, 'A REST request failed');
  }
  return problemResponse(toProblem(publicError, requestId), headers);
}

function publicErrorOf(error: unknown, requestId: string): PublicError {
  const cause = error instanceof Error ? error : new Error('Not an error', { cause: error });
  const wrapped =
    error instanceof TRPCError ? error : new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause });
  return toPublicError(toTrpcError(wrapped), requestId);
}
