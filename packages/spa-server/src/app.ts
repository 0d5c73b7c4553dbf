import { accessLog, healthRoutes, requestId } from '@freehold/core-observability';
import type { Logger, ObservabilityEnv } from '@freehold/core-observability';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { SecureHeadersVariables } from 'hono/secure-headers';
import { encodeAsset } from './assets.ts';
import type { SpaFiles } from './assets.ts';
import { clientAddress, parseTrustedProxies } from '@freehold/core-observability';
import { forward } from './forward.ts';
import { STRICT_TRANSPORT_SECURITY, pageSecurity } from './headers.ts';

export type SpaOptions = {
  apiUrl: string;
  registrationUrl: string;
  logger: Logger;
  /** Addresses or networks whose `x-forwarded-*` headers are believed; nobody's by default. */
  trustedProxies?: readonly string[];
  /** `sha256-…` of style elements that a library writes at run time. */
  styleHashes?: readonly string[];
  maxBodyBytes?: number;
  upstreamTimeoutMs?: number;
};

type Env = ObservabilityEnv & {
  Bindings: HttpBindings;
  Variables: SecureHeadersVariables & { clientAddress: string; protocol: 'http' | 'https' };
};

const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    const isHostile = /[\0\\]/.test(decoded) || decoded.split('/').includes('..');
    return isHostile ? undefined : decoded;
  } catch {
    return undefined;
  }
}

async function serveFile(c: Context<Env>, files: SpaFiles): Promise<Response> {
  const path = decodePath(c.req.path);
  if (path === undefined) return c.text('Bad request', 400);
  const asset = files.assets.get(path);
  if (asset !== undefined) {
    const headers = {
      etag: asset.etag,
      'cache-control': asset.cacheControl,
      vary: 'accept-encoding',
    };
    if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304, headers);
    const { body, encoding } = await encodeAsset(asset, c.req.header('accept-encoding') ?? '');
    const encoded = encoding === undefined ? {} : { 'content-encoding': encoding };
    return c.body(body, 200, { ...headers, ...encoded, 'content-type': asset.type });
  }
  // A missing file must not be answered with the page: the browser would run it as a script.
  if (/\.\w+$/.test(path)) return c.text('Not found', 404);
  return c.html(files.renderIndex(c.get('secureHeadersNonce') ?? ''), 200, {
    'cache-control': 'no-cache',
  });
}

/** The application behind `serveSpa`, without a server around it. */
export function createSpaApp(files: SpaFiles, options: SpaOptions): Hono<Env> {
  const { apiUrl, registrationUrl, logger, styleHashes = [], upstreamTimeoutMs } = options;
  const { maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = options;
  const trusted = parseTrustedProxies(options.trustedProxies ?? []);

  const forwardTo = (base: string, prefix: string) => (c: Context<Env>) => {
    const { pathname, search } = new URL(c.req.url);
    return forward({
      incoming: c.env.incoming,
      outgoing: c.env.outgoing,
      target: new URL(`${pathname.slice(prefix.length)}${search}`, base),
      clientAddress: c.get('clientAddress'),
      protocol: c.get('protocol'),
      requestId: c.get('requestId'),
      maxBodyBytes,
      ...(upstreamTimeoutMs !== undefined && { timeoutMs: upstreamTimeoutMs }),
      logger: c.get('logger'),
    });
  };

  const app = new Hono<Env>();
  app.use(requestId(), accessLog({ logger }));
  app.use(async (c, next) => {
    const remoteAddress = c.env.incoming.socket.remoteAddress ?? '';
    const forwardedFor = c.req.header('x-forwarded-for');
    const isHttps = trusted.has(remoteAddress) && c.req.header('x-forwarded-proto') === 'https';
    c.set('clientAddress', clientAddress({ remoteAddress, forwardedFor, trusted }));
    c.set('protocol', isHttps ? 'https' : 'http');
    await next();
    if (isHttps) c.header('strict-transport-security', STRICT_TRANSPORT_SECURITY);
  });
  // Machines get the headers of the api, not those of a page.
  app.all('/v1/*', forwardTo(apiUrl, ''));
  app.use(pageSecurity(styleHashes));
  app.route('/', healthRoutes({ readiness: async () => [{ name: 'files', isOk: true }] }));
  app.all('/trpc/*', forwardTo(apiUrl, ''));
  app.all('/files/*', forwardTo(apiUrl, ''));
  app.all('/registration/trpc/*', forwardTo(registrationUrl, '/registration'));
  app.on(['GET', 'HEAD'], '*', (c) => serveFile(c, files));
  app.all('*', (c) => c.text('Method not allowed', 405, { allow: 'GET, HEAD' }));
  return app;
}
