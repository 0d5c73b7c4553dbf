import { AppError } from '@freehold/core-contracts/errors';
import { withTenant } from '@freehold/core-db';
import { authenticateKey } from '@freehold/core-services/api-keys/authenticate-key';
import { parseApiKey } from '@freehold/core-services/api-keys/key-text';
import type { RequestContext } from '@freehold/core-trpc/context';
import { toServiceContext } from '@freehold/core-trpc/procedures';

export type Machine = NonNullable<RequestContext['apiKey']>;

/** The key that a request carries. Throws UNAUTHENTICATED `apiKey.required` and `apiKey.invalid`, FORBIDDEN `subscription.suspended`. */
export async function authenticate(
  ctx: RequestContext,
  authorization: string | null,
): Promise<Machine> {
  if (authorization === null) throw new AppError('UNAUTHENTICATED', 'apiKey.required');
  const invalid = new AppError('UNAUTHENTICATED', 'apiKey.invalid');
  const key = /^bearer +(\S{1,200})$/iu.exec(authorization)?.[1];
  const parts = key === undefined ? null : parseApiKey(key);
  if (key === undefined || parts === null) throw invalid;
  const tenant = await ctx.platform.tenants.findBySlug(parts.tenantSlug);
  if (tenant === null) throw invalid;
  const service = toServiceContext(ctx, tenant, { kind: 'SERVICE', service: 'rest' });
  const active = await withTenant(tenant.id, () =>
    authenticateKey({ ctx: service, input: { key } }),
  );
  if (active === null) throw invalid;
  const { id: apiKeyId, organizationId, name, scopes } = active;
  return { tenant, actor: { kind: 'API_KEY', apiKeyId, organizationId, scopes, name } };
}
