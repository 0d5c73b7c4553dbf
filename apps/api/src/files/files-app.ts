/*
 * Files that are made while they are read, under /files: lists as CSV and what is held about a person
 * as JSON. The same guards, sessions and permissions as the procedures; a batch at a time, so that a
 * long list costs no memory; whoever leaves ends the work.
 */
import { AppError, httpStatusOf } from '@freehold/core-contracts/errors';
import { Id } from '@freehold/core-contracts/ids';
import type { Permission } from '@freehold/core-contracts/permissions';
import { Reason } from '@freehold/core-contracts/text';
import { withTenant } from '@freehold/core-db';
import type { ServiceContext, ServiceTenant } from '@freehold/core-services/context';
import {
  businessAccountsExport,
  limitsExport,
  loansExport,
} from '@freehold/core-services/exports/account-exports';
import {
  auditExport,
  messagesExport,
  organizationsExport,
} from '@freehold/core-services/exports/house-exports';
import {
  ownStatementExport,
  statementExport,
  walletsExport,
} from '@freehold/core-services/exports/money-exports';
import type { OpenableExport } from '@freehold/core-services/exports/list-export';
import {
  registrationsExport,
  staffExport,
  usersExport,
} from '@freehold/core-services/exports/people-exports';
import { exportOwnAccount, exportPerson } from '@freehold/core-services/exports/person-export';
import { taxAssessmentsExport, taxRunsExport } from '@freehold/core-services/exports/tax-exports';
import { issuesExport, transfersExport } from '@freehold/core-services/exports/transfer-exports';
import type { Platform } from '@freehold/core-trpc/context';
import { toPublicError, toTrpcError } from '@freehold/core-trpc/errors';
import { createRequestContext } from '@freehold/core-trpc/handler';
import { assertAllowed, requireTenant, toServiceContext } from '@freehold/core-trpc/procedures';
import type { ServerEnv } from '@freehold/core-trpc/server-app';
import { requireSession } from '@freehold/core-trpc/session';
import type { StepUp } from '@freehold/core-trpc/trpc';
import { TRPCError } from '@trpc/server';
import { Hono, type Context } from 'hono';
import { z, ZodError } from 'zod';
import { toStream } from './to-stream.ts';

/** Files under way at once in this process. */
export const mostFiles = 10;

const lists: readonly OpenableExport[] = [
  usersExport,
  staffExport,
  registrationsExport,
  organizationsExport,
  messagesExport,
  auditExport,
  walletsExport,
  statementExport,
  ownStatementExport,
  transfersExport,
  issuesExport,
  businessAccountsExport,
  loansExport,
  limitsExport,
  taxRunsExport,
  taxAssessmentsExport,
];

const PersonExportInput = z.strictObject({ userId: Id, reason: Reason });
const Nothing = z.strictObject({});

interface OpenFile {
  readonly lines: AsyncGenerator<string, void>;
  readonly headers: Record<string, string>;
}

interface FileRoute extends StepUp {
  readonly path: string;
  readonly permission: Permission;
  /** In the tenant where the caller's account lives, whichever they act in. */
  readonly isHome?: boolean;
  open(ctx: ServiceContext, input: unknown): Promise<OpenFile>;
}

const csv = 'text/csv; charset=utf-8';
const json = 'application/json; charset=utf-8';

const routes: readonly FileRoute[] = [
  ...lists.map((list): FileRoute => ({
    path: `/${list.name}.csv`,
    permission: list.permission,
    isHome: list.isHome,
    async open(ctx, input) {
      const { total, lines } = await list.open(ctx, input);
      return { lines, headers: { 'content-type': csv, 'x-total-rows': String(total) } };
    },
  })),
  {
    path: '/account-export.json',
    permission: 'account.read',
    isStepUpNeeded: true,
    isHome: true,
    async open(ctx, input) {
      Nothing.parse(input);
      return { lines: await exportOwnAccount({ ctx }), headers: { 'content-type': json } };
    },
  },
  {
    path: '/person-export.json',
    permission: 'user.manage',
    isStepUpNeeded: true,
    async open(ctx, input) {
      const lines = await exportPerson({ ctx, input: PersonExportInput.parse(input) });
      return { lines, headers: { 'content-type': json } };
    },
  },
];

/** Everything under `/files`; the guards stand in front of it. */
export function createFilesApp({ platform }: { readonly platform: Platform }): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  const use = { open: 0 };
  for (const route of routes) app.post(route.path, (c) => answer(platform, route, use, c));
  app.all('*', (c) => refuse(c, new AppError('NOT_FOUND', 'route.unknown')));
  app.onError((error, c) => {
    platform.logger.error({ err: error, requestId: c.get('requestId') }, 'A file failed');
    return refuse(c, error);
  });
  return app;
}

async function answer(
  platform: Platform,
  route: FileRoute,
  use: { open: number },
  c: Context<ServerEnv>,
): Promise<Response> {
  if (use.open >= mostFiles) {
    return refuse(c, new AppError('LIMIT_EXCEEDED', 'export.busy', { retryAfterSeconds: 10 }));
  }
  use.open += 1;
  const done = () => void (use.open -= 1);
  try {
    const { service, tenant } = await requireCaller(platform, route, c);
    const input = await readJson(c);
    const { lines, headers } = await withTenant(tenant.id, () => route.open(service, input));
    const name = route.path.slice(1);
    return new Response(toStream(lines, { tenantId: tenant.id, done }), {
      headers: {
        ...headers,
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    done();
    return refuse(c, error);
  }
}

async function requireCaller(
  platform: Platform,
  route: FileRoute,
  c: Context<ServerEnv>,
): Promise<{ service: ServiceContext; tenant: ServiceTenant }> {
  const facts = { id: c.get('requestId'), ip: c.get('clientAddress') };
  const ctx = createRequestContext(platform, c.req.raw, facts, new Headers());
  const acting = await requireTenant(ctx);
  const { session, actor } = await requireSession(ctx, acting);
  assertAllowed({ ...ctx, session }, route.permission, route);
  const tenant = route.isHome === true ? session.home : acting;
  return { service: toServiceContext(ctx, tenant, actor), tenant };
}

async function readJson(c: Context<ServerEnv>): Promise<unknown> {
  const text = await c.req.text();
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('INVALID', 'request.malformed', {}, { cause });
  }
}

function refuse(c: Context<ServerEnv>, cause: unknown): Response {
  const code = cause instanceof ZodError ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
  const error = toPublicError(toTrpcError(new TRPCError({ code, cause })), c.get('requestId'));
  return Response.json(
    { error },
    { status: httpStatusOf[error.kind], headers: { 'cache-control': 'no-store' } },
  );
}
