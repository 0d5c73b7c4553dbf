import { AppError } from '@freehold/core-contracts/errors';
import { ApiScope } from '@freehold/core-contracts/permissions';
import type { ServiceContext } from '../context.ts';
import { isSameDigest, sha256 } from '../keyring.ts';
import { parseApiKey } from './key-text.ts';

/** A key that was proved, as the request that carries it acts. */
export interface ActiveApiKey {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
}

interface KnownKey extends ActiveApiKey {
  readonly expiresAt: Date | null;
  readonly isSuspended: boolean;
}

/** How long a process may answer for a key from memory; a change of it is told at once. */
export const keyCacheMs = 60_000;
const cacheName = 'apiKey';

const nobody = new Uint8Array(32);
const unknown = Symbol('unknown');

/**
 * The key that was presented in its tenant's scope, or null: unknown, wrong, revoked, expired, of a
 * deleted organization. Throws FORBIDDEN `subscription.suspended`. Only right keys are kept in
 * memory: a wrong secret does the same work whether its name exists or not.
 */
export async function authenticateKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { readonly key: string };
}): Promise<ActiveApiKey | null> {
  const parts = parseApiKey(input.key);
  if (parts === null || parts.tenantSlug !== ctx.tenant.slug) return null;
  const digest = sha256(parts.secret);
  const known = await readKnown(ctx, parts.name, digest);
  if (known === null) return null;
  if (known.expiresAt !== null && known.expiresAt <= ctx.clock()) return null;
  if (known.isSuspended) throw new AppError('FORBIDDEN', 'subscription.suspended');
  const { id, organizationId, name, scopes } = known;
  return { id, organizationId, name, scopes };
}

/** Makes every process ask the database again; to be called after a commit that changes what keys may do. */
export function dropKeys(ctx: Pick<ServiceContext, 'cache' | 'tenant'>): void {
  ctx.cache?.drop(ctx.tenant.id, cacheName);
}

async function readKnown(
  ctx: ServiceContext,
  keyName: string,
  digest: Uint8Array,
): Promise<KnownKey | null> {
  const load = async (): Promise<KnownKey> => {
    const known = await loadKey(ctx, keyName, digest);
    if (known === null) throw unknown;
    return known;
  };
  const cacheKey = Buffer.from(
    ctx.keyring.digest('api-key-cache', `${keyName}:${Buffer.from(digest).toString('hex')}`),
  ).toString('hex');
  try {
    if (ctx.cache === undefined) return await load();
    // In this process's memory alone: whoever can write to a level that processes share could give a
    // key of their own another organization, or scopes.
    const kept = { tenant: ctx.tenant.id, name: cacheName, id: cacheKey, ttlMs: keyCacheMs };
    return await ctx.cache.read({ ...kept, isLocal: true }, load);
  } catch (error) {
    if (error === unknown) return null;
    throw error;
  }
}

// Two reads, so that a wrong secret costs the same whether its name exists or not.
async function loadKey(
  ctx: ServiceContext,
  keyName: string,
  digest: Uint8Array,
): Promise<KnownKey | null> {
  const row = await ctx.db.apiKey.findFirst({
    where: { prefix: keyName },
    select: {
      id: true,
      organizationId: true,
      name: true,
      scopes: true,
      secretHash: true,
      expiresAt: true,
      revokedAt: true,
    },
  });
  const isRight = isSameDigest(row?.secretHash ?? nobody, digest);
  if (row === null || !isRight || row.revokedAt !== null) return null;
  const { id, organizationId, name, expiresAt } = row;
  const organization = await ctx.db.organization.findFirst({
    where: { id: organizationId, deletedAt: null },
    select: { subscription: { select: { status: true } } },
  });
  if (organization === null) return null;
  const isSuspended = organization.subscription?.status === 'SUSPENDED';
  return { id, organizationId, name, scopes: keptScopes(row.scopes), expiresAt, isSuspended };
}

// A scope that is offered no longer lets nobody in.
function keptScopes(scopes: readonly string[]): ApiScope[] {
  return scopes.flatMap((scope) => ApiScope.safeParse(scope).data ?? []);
}
