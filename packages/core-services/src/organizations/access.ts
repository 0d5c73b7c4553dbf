/*
 * Who may do what with an organization. Operators by their permission, members by their role, a key
 * by its scopes and in its own organization alone. Whoever has no part in an organization is told
 * that there is none, so that ids tell nothing; whoever has one is told what is missing.
 */
import type { MembershipRole } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { hasPermission, type ApiScope } from '@freehold/core-contracts/permissions';
import type { Prisma, TenantClient, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';

/** How far into an organization an act reaches. Operators who manage organizations may do all of it. */
export type OrganizationNeed =
  /** Seeing it: every member, and operators who may read organizations. */
  | 'VIEW'
  /** Its members, invitations and keys: its administrators and its owner. */
  | 'MANAGE'
  /** Handing it over or deleting it: its owner alone. */
  | 'OWN'
  /** Plans and grants: no member. */
  | 'OPERATE';

export interface AccessOptions {
  /** The scope that lets an API key in; without it no key gets in. */
  readonly scope?: ApiScope;
  /** For operators with `organization.manage`: deleted organizations too. */
  readonly isDeletedIncluded?: boolean;
  /** What a stranger is told is not there, where the organization was found by something of its own. */
  readonly entity?: string;
  /** Reads in this transaction instead of the context's client. */
  readonly tx?: TenantTransaction;
}

const accessFields = {
  id: true,
  name: true,
  slug: true,
  tier: true,
  scanCredits: true,
  version: true,
  deletedAt: true,
} as const satisfies Prisma.OrganizationSelect;

export interface AccessibleOrganization extends Prisma.OrganizationGetPayload<{
  select: typeof accessFields;
}> {
  /** The caller's own part; null for operators and keys. */
  readonly ownRole: MembershipRole | null;
  readonly canManage: boolean;
  readonly canOwn: boolean;
}

interface Part {
  readonly ownRole: MembershipRole | null;
  readonly rank: number;
}

const rankOf: Readonly<Record<OrganizationNeed, number>> = {
  VIEW: 1,
  MANAGE: 2,
  OWN: 3,
  OPERATE: 4,
};
const rankOfRole: Readonly<Record<MembershipRole, number>> = { MEMBER: 1, ADMIN: 2, OWNER: 3 };

/**
 * An organization that the caller may use as `need` says. Throws NOT_FOUND `entity.not_found` to
 * whoever has no part in it, FORBIDDEN `organization.role_missing` and `apiKey.scope_missing` to
 * whoever has too small a one.
 */
export async function requireOrganization(
  ctx: ServiceContext,
  organizationId: string,
  need: OrganizationNeed,
  options: AccessOptions = {},
): Promise<AccessibleOrganization> {
  const db = options.tx ?? ctx.db;
  const row = await db.organization.findFirst({
    where: { id: organizationId },
    select: accessFields,
  });
  const part = await findPart(db, ctx, organizationId);
  if (row === null || part === null) throw organizationNotFound(options.entity);
  if (row.deletedAt !== null && !(options.isDeletedIncluded === true && isManagingOperator(ctx))) {
    throw organizationNotFound(options.entity);
  }
  if (ctx.actor.kind === 'API_KEY') assertScope(ctx.actor.scopes, options.scope);
  else if (part.rank < rankOf[need]) {
    throw new AppError('FORBIDDEN', 'organization.role_missing', { need });
  }
  const { ownRole, rank } = part;
  const isKey = ctx.actor.kind === 'API_KEY';
  return {
    ...row,
    ownRole,
    canManage: !isKey && rank >= rankOf.MANAGE,
    canOwn: !isKey && rank >= rankOf.OWN,
  };
}

/** The error for an organization that is not there, or not for the caller. */
export function organizationNotFound(entity = 'Organization'): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity });
}

/** True for staff in the console who may change organizations. */
export function isManagingOperator({ actor }: ServiceContext): boolean {
  return actor.kind === 'OPERATOR' && hasPermission(actor.role, 'organization.manage');
}

/** Throws NOT_FOUND `entity.not_found` to whoever may not see all organizations of the tenant. */
export function assertSeesAll({ actor }: ServiceContext): void {
  if (actor.kind === 'OPERATOR' && hasPermission(actor.role, 'organization.read')) return;
  throw organizationNotFound();
}

async function findPart(
  db: TenantClient | TenantTransaction,
  { actor }: ServiceContext,
  organizationId: string,
): Promise<Part | null> {
  switch (actor.kind) {
    case 'OPERATOR': {
      if (!hasPermission(actor.role, 'organization.read')) return null;
      const canManage = hasPermission(actor.role, 'organization.manage');
      return { ownRole: null, rank: canManage ? rankOf.OPERATE : rankOf.VIEW };
    }
    case 'USER': {
      const membership = await db.membership.findFirst({
        where: { organizationId, userId: actor.userId },
        select: { role: true },
      });
      return membership === null
        ? null
        : { ownRole: membership.role, rank: rankOfRole[membership.role] };
    }
    case 'API_KEY':
      return actor.organizationId === organizationId ? { ownRole: null, rank: rankOf.OWN } : null;
    case 'SERVICE':
    case 'SYSTEM':
      return { ownRole: null, rank: rankOf.OPERATE };
  }
}

function assertScope(scopes: readonly ApiScope[], scope: ApiScope | undefined): void {
  if (scope !== undefined && scopes.includes(scope)) return;
  throw new AppError('FORBIDDEN', 'apiKey.scope_missing', { scope: scope ?? '' });
}
