import { AppError } from '@freehold/core-contracts/errors';
import type { Permission } from '@freehold/core-contracts/permissions';
import type { Actor, ServiceContext, ServiceTenant } from '@freehold/core-services/context';
import { withTenant } from '@freehold/core-db';
import type { ActiveSession } from '@freehold/core-services/accounts/session/resolve-session';
import { steppedUpUntil } from '@freehold/core-services/accounts/session/session-rules';
import { recordForeignRead } from '@freehold/core-services/audit/record-foreign-read';
import type { RequestContext } from './context.ts';
import { deviceCookieName } from './cookies.ts';
import { toTrpcError } from './errors.ts';
import { createReadNotes } from './foreign-reads.ts';
import { permissionsIn, requireSession } from './session.ts';
import { bareProcedure, type StepUp } from './trpc.ts';

/** The service context of a request that acts in `tenant` as `actor`. */
export function toServiceContext(
  ctx: RequestContext,
  tenant: ServiceTenant,
  actor: Actor,
): ServiceContext {
  const { db, keyring, clock, logger, isDevelopment, addresses, wake, cache, relyingParty } =
    ctx.platform;
  const { id, ip, userAgent, cookies } = ctx.request;
  const deviceSecret = cookies[deviceCookieName(tenant.slug)] ?? null;
  return {
    db,
    keyring,
    clock,
    logger,
    isDevelopment,
    addresses,
    wake,
    cache,
    relyingParty,
    tenant,
    actor,
    request: { id, ip, userAgent, deviceSecret },
  };
}

/** The tenant the request names. Throws INVALID `tenant.required` or NOT_FOUND `tenant.unknown`. */
export async function requireTenant(ctx: RequestContext): Promise<ServiceTenant> {
  const { tenantSlug } = ctx.request;
  if (tenantSlug === null) throw new AppError('INVALID', 'tenant.required');
  return ctx.platform.tenants.requireBySlug(tenantSlug);
}

const isDueForNote = createReadNotes();

/** What every procedure begins with: measured, its errors made fit for callers. */
export const procedure = bareProcedure.use(async ({ ctx, next, path, type }) => {
  const startedAt = performance.now();
  const result = await next();
  const error = result.ok ? null : toTrpcError(result.error);
  ctx.platform.onCall?.({
    path,
    kind: type,
    durationMs: performance.now() - startedAt,
    code: error?.code ?? 'OK',
  });
  if (error === null) return result;
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    ctx.platform.logger.error(
      { err: error.cause, path, requestId: ctx.request.id },
      'A procedure failed',
    );
  }
  throw error;
});

/** Open to anybody, of no tenant. */
export const openProcedure = procedure.meta({ access: 'public' });

/** Open to anybody, in the tenant the request names; acts as the tenant's own service. */
export function publicProcedure(service: string) {
  return procedure.meta({ access: 'public' }).use(async ({ ctx, next }) => {
    const tenant = await requireTenant(ctx);
    return withTenant(tenant.id, () =>
      next({
        ctx: { tenant, service: toServiceContext(ctx, tenant, { kind: 'SERVICE', service }) },
      }),
    );
  });
}

/** Needs a session that may act in the tenant the request names. */
export const sessionProcedure = procedure
  .meta({ access: 'session' })
  .use(async ({ ctx, next, type }) => {
    const tenant = await requireTenant(ctx);
    const { session, actor } = await requireSession(ctx, tenant, { canBeKept: type === 'query' });
    return withTenant(tenant.id, () =>
      next({ ctx: { tenant, session, service: toServiceContext(ctx, tenant, actor) } }),
    );
  });

/** Needs a session, and works in the tenant where its account lives: for what concerns the account itself. */
export const homeSessionProcedure = procedure
  .meta({ access: 'session' })
  .use(async ({ ctx, next, type }) => {
    const tenant = await requireTenant(ctx);
    const { session, actor } = await requireSession(ctx, tenant, { canBeKept: type === 'query' });
    return withTenant(session.home.id, () =>
      next({ ctx: { tenant, session, service: toServiceContext(ctx, session.home, actor) } }),
    );
  });

/** Needs a session whose role carries `permission` in the tenant it acts in; with `isStepUpNeeded` also a fresh factor. */
export function permissionProcedure(permission: Permission, options: StepUp = {}) {
  return sessionProcedure
    .meta({ access: 'permission', permission, ...options })
    .use(async ({ ctx, next, path, type }) => {
      assertAllowed(ctx, permission, options);
      await noteForeignRead(ctx, path, type);
      return next();
    });
}

/** Leaves an audit row, now and then, where an operator of the platform reads another tenant. */
export async function noteForeignRead(
  ctx: RequestContext & {
    readonly session: ActiveSession;
    readonly tenant: ServiceTenant;
    readonly service: ServiceContext;
  },
  path: string,
  type: 'query' | 'mutation' | 'subscription',
): Promise<void> {
  if (type !== 'query' || ctx.session.home.id === ctx.tenant.id) return;
  const noteKey = `${ctx.session.id}:${ctx.tenant.id}:${path}`;
  if (!isDueForNote(noteKey, ctx.platform.clock().getTime())) return;
  await recordForeignRead({ ctx: ctx.service, procedure: path });
}

/** As `permissionProcedure`, in the tenant where the session's account lives: for what concerns the account itself. */
export function homePermissionProcedure(permission: Permission, options: StepUp = {}) {
  return homeSessionProcedure
    .meta({ access: 'permission', permission, ...options })
    .use(({ ctx, next }) => {
      assertAllowed(ctx, permission, options);
      return next();
    });
}

/** Throws FORBIDDEN `permission.missing` and, where a fresh factor is needed and there is none, `session.step_up_required`. */
export function assertAllowed(
  ctx: RequestContext & { readonly session: ActiveSession },
  permission: Permission,
  { isStepUpNeeded = false }: StepUp,
): void {
  const { session } = ctx;
  if (!permissionsIn(session).includes(permission)) {
    throw new AppError('FORBIDDEN', 'permission.missing', { permission });
  }
  if (isStepUpNeeded && ctx.platform.clock() >= steppedUpUntil(session)) {
    throw new AppError('FORBIDDEN', 'session.step_up_required');
  }
}

/** Needs a fresh token of `service` for this audience and tenant. */
export function serviceProcedure(service: string) {
  return procedure.meta({ access: 'service', service }).use(async ({ ctx, next }) => {
    const tenant = await requireTenant(ctx);
    const { bearer } = ctx.request;
    if (bearer === null) throw new AppError('UNAUTHENTICATED', 'service.token_invalid');
    const caller = await ctx.platform.serviceTokens.verify(bearer, tenant.slug);
    if (caller.service !== service) throw new AppError('FORBIDDEN', 'service.not_allowed');
    return withTenant(tenant.id, () =>
      next({
        ctx: { tenant, service: toServiceContext(ctx, tenant, { kind: 'SERVICE', service }) },
      }),
    );
  });
}
