import { AppError } from '@freehold/core-contracts/errors';
import type { Permission } from '@freehold/core-contracts/permissions';
import { withTenant } from '@freehold/core-db';
import type { ServiceContext, ServiceTenant } from '@freehold/core-services/context';
import type { RequestContext } from './context.ts';
import {
  assertAllowed,
  noteForeignRead,
  procedure,
  requireTenant,
  toServiceContext,
} from './procedures.ts';
import { requireSession } from './session.ts';
import type { RestFacts, StepUp } from './trpc.ts';

interface Scope {
  readonly tenant: ServiceTenant;
  readonly service: ServiceContext;
}

/**
 * Needs a session whose role carries `permission`, as `permissionProcedure`, or a machine whose key
 * has the scope that `rest` names. A key needs no fresh factor: its scope was given with one.
 */
export function apiProcedure(permission: Permission, rest: RestFacts, options: StepUp = {}) {
  return procedure
    .meta({ access: 'permission', permission, rest, ...options })
    .use(async ({ ctx, next, path, type }) => {
      const scope =
        ctx.apiKey === undefined
          ? await asPerson(ctx, permission, options, { path, type })
          : asMachine(ctx, ctx.apiKey, rest);
      return withTenant(scope.tenant.id, () => next({ ctx: scope }));
    });
}

function asMachine(
  ctx: RequestContext,
  { tenant, actor }: NonNullable<RequestContext['apiKey']>,
  { scope }: RestFacts,
): Scope {
  if (!actor.scopes.includes(scope))
    throw new AppError('FORBIDDEN', 'apiKey.scope_missing', { scope });
  return { tenant, service: toServiceContext(ctx, tenant, actor) };
}

async function asPerson(
  ctx: RequestContext,
  permission: Permission,
  options: StepUp,
  call: { readonly path: string; readonly type: 'query' | 'mutation' | 'subscription' },
): Promise<Scope> {
  const tenant = await requireTenant(ctx);
  const { session, actor } = await requireSession(ctx, tenant, {
    canBeKept: call.type === 'query',
  });
  const scope = { tenant, service: toServiceContext(ctx, tenant, actor) };
  assertAllowed({ ...ctx, session }, permission, options);
  await withTenant(tenant.id, () =>
    noteForeignRead({ ...ctx, ...scope, session }, call.path, call.type),
  );
  return scope;
}
