import { AppError } from '@freehold/core-contracts/errors';
import { hasPermission, type Permission } from '@freehold/core-contracts/permissions';
import type { Actor, ServiceContext, ServiceTenant } from '@freehold/core-services/context';
import { withTenant } from '@freehold/core-db';
import { recordForeignRead } from '@freehold/core-services/audit/record-foreign-read';
import type { RequestContext } from './context.ts';
import { toTrpcError } from './errors.ts';
import { createReadNotes } from './foreign-reads.ts';
import { permissionsIn, requireSession } from './session.ts';
import { bareProcedure } from './trpc.ts';

/** The service context of a request that acts in `tenant` as `actor`. */
export function toServiceContext(
  ctx: RequestContext,
  tenant: ServiceTenant,
  actor: Actor,
): ServiceContext {
  const { db, keyring, clock, logger, isDevelopment, wake, cache } = ctx.platform;
  const { id, ip, userAgent } = ctx.request;
  return {
    db,
    keyring,
    clock,
    logger,
    isDevelopment,
    wake,
    cache,
    tenant,
    actor,
    request: { id, ip, userAgent },
  };
}

/** The tenant the request names. Throws INVALID `tenant.required` or NOT_FOUND `tenant.unknown`. */
export async function requireTenant(ctx: RequestContext): Promise<ServiceTenant> {
  const { tenantSlug } = ctx.request;
  if (tenantSlug === null) throw new AppError('INVALID', 'tenant.required');
  return ctx.platform.tenants.requireBySlug(tenantSlug);
}

const isDueForNote = createReadNotes();

const procedure = bareProcedure.use(async ({ ctx, next, path, type }) => {
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
export const sessionProcedure = procedure.meta({ access: 'session' }).use(async ({ ctx, next }) => {
  const tenant = await requireTenant(ctx);
  const { session, actor } = await requireSession(ctx, tenant);
  return withTenant(tenant.id, () =>
    next({ ctx: { tenant, session, service: toServiceContext(ctx, tenant, actor) } }),
  );
});

/** Needs a session, and works in the tenant where its account lives: for what concerns the account itself. */
export const homeSessionProcedure = procedure
  .meta({ access: 'session' })
  .use(async ({ ctx, next }) => {
    const tenant = await requireTenant(ctx);
    const { session, actor } = await requireSession(ctx, tenant);
    return withTenant(session.home.id, () =>
      next({ ctx: { tenant, session, service: toServiceContext(ctx, session.home, actor) } }),
    );
  });

/** Needs a session whose role carries `permission` in the tenant it acts in. */
export function permissionProcedure(permission: Permission) {
  return sessionProcedure
    .meta({ access: 'permission', permission })
    .use(async ({ ctx, next, path, type }) => {
      const role = ctx.session.user.role;
      if (!permissionsIn(ctx.session).includes(permission) || !hasPermission(role, permission)) {
        throw new AppError('FORBIDDEN', 'permission.missing', { permission });
      }
      const isForeignRead = type === 'query' && ctx.session.home.id !== ctx.tenant.id;
      const noteKey = `${ctx.session.id}:${ctx.tenant.id}:${path}`;
      if (isForeignRead && isDueForNote(noteKey, ctx.platform.clock().getTime())) {
        await recordForeignRead({ ctx: ctx.service, procedure: path });
      }
      return next();
    });
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
