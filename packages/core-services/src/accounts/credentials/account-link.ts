import { AppError } from '@freehold/core-contracts/errors';
import type { UserRole } from '@freehold/core-contracts/enums';
import { isStaffRole } from '@freehold/core-contracts/permissions';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { randomToken, sha256 } from '../../keyring.ts';
import { networkOf } from '../../onboarding/budget/network.ts';
import { takeBudget, type Limit } from '../../onboarding/budget/take-budget.ts';
import { signInStatuses } from '../session/session-rules.ts';
import { ownerFields, type Owner } from './tell-owner.ts';

/** Life of a link. */
export const linkTtlMs = 30 * 60_000;
export const linkMinutes = linkTtlMs / 60_000;

/** Links one network may open, right ones and wrong ones. */
export const linkLimit: Limit = {
  kind: 'account.link.network',
  limit: 60,
  windowMs: 15 * 60_000,
  window: 'FIXED',
};

type LinkPurpose = 'PASSWORD_RESET' | 'EMAIL_VERIFY' | 'EMAIL_CHANGE' | 'UNLOCK';

const pages: Readonly<Record<LinkPurpose, string>> = {
  PASSWORD_RESET: 'reset-password',
  EMAIL_VERIFY: 'verify-email',
  EMAIL_CHANGE: 'confirm-email',
  UNLOCK: 'unlock',
};

/** The account behind a link, and where its owner works. */
export interface LinkOwner extends Owner {
  readonly lastName: string;
  readonly role: UserRole;
}

export const linkOwnerFields = { ...ownerFields, lastName: true, role: true } as const;

export interface NewLink {
  readonly id: string;
  /** The whole address; the secret stands after `#`, which no browser sends to a server. */
  readonly path: string;
  readonly expiresAt: Date;
}

/**
 * Makes a link of this purpose and withdraws the earlier one, in the caller's transaction. Null when
 * another request has made one at this very moment: that one counts.
 */
export async function issueLink(
  tx: TenantTransaction,
  ctx: ServiceContext,
  options: {
    readonly owner: LinkOwner;
    readonly purpose: LinkPurpose;
    /** The address it proves. */
    readonly target?: string;
    /** Asked for in this session, and worth nothing once that has ended. */
    readonly sessionId?: string;
    /** Half an hour from now unless said otherwise. */
    readonly endsAt?: Date;
  },
): Promise<NewLink | null> {
  const { owner, purpose, target = null, sessionId = null } = options;
  const expiresAt = options.endsAt ?? new Date(ctx.clock().getTime() + linkTtlMs);
  const token = randomToken();
  await withdraw(tx, ctx, { userId: owner.id, purpose });
  const [made] = await tx.accountToken.createManyAndReturn({
    data: [{ userId: owner.id, purpose, tokenHash: sha256(token), target, sessionId, expiresAt }],
    skipDuplicates: true,
    select: { id: true },
  });
  if (made === undefined) return null;
  return { id: made.id, path: pathOf(ctx, owner.role, pages[purpose], token), expiresAt };
}

function pathOf(ctx: ServiceContext, role: UserRole, page: string, token: string): string {
  const { addresses, tenant } = ctx;
  return isStaffRole(role)
    ? `${addresses.console}/${page}#${tenant.slug}.${token}`
    : `${addresses.portal}/${tenant.slug}/${page}#${token}`;
}

/** Withdraws what an account has been sent and not used: of one purpose, or everything that could change it. */
export async function withdraw(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { userId, purpose }: { readonly userId: string; readonly purpose?: LinkPurpose | 'PHONE_CHANGE' },
): Promise<void> {
  await tx.accountToken.updateMany({
    where: { userId, usedAt: null, endedAt: null, ...(purpose === undefined ? {} : { purpose }) },
    data: { endedAt: ctx.clock() },
  });
}

/** What every link that opens nothing is answered with. */
export function linkInvalid(): AppError {
  return new AppError('INVALID', 'account.link_invalid');
}

/** Counts the opening of a link. Throws LIMIT_EXCEEDED `rate.limited`. */
export async function takeLinkBudget(ctx: ServiceContext): Promise<void> {
  const use = await takeBudget(ctx, linkLimit, networkOf(ctx.request.ip));
  if (use.isTaken) return;
  const { retryAfterSeconds } = use;
  throw new AppError('LIMIT_EXCEEDED', 'rate.limited', { retryAfterSeconds });
}

export interface UsedLink {
  readonly owner: LinkOwner;
  readonly target: string | null;
  readonly sessionId: string | null;
}

/**
 * Uses a link up in the caller's transaction, with the account's row locked: of any number at once
 * one comes through. Throws INVALID `account.link_invalid`.
 */
export async function useLink(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { purpose, token }: { readonly purpose: LinkPurpose; readonly token: string },
): Promise<UsedLink> {
  const now = ctx.clock();
  const known = await tx.accountToken.findFirst({
    where: { tokenHash: sha256(token), purpose },
    select: { id: true, userId: true },
  });
  if (known === null) throw linkInvalid();
  const [owner] = await tx.user.updateManyAndReturn({
    where: { id: known.userId, deletedAt: null, status: { in: [...signInStatuses('PORTAL')] } },
    data: { updatedAt: now },
    select: linkOwnerFields,
  });
  if (owner === undefined) throw linkInvalid();
  const [used] = await tx.accountToken.updateManyAndReturn({
    where: { id: known.id, usedAt: null, endedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { target: true, sessionId: true },
  });
  if (used === undefined) throw linkInvalid();
  if (used.sessionId !== null && !(await isAlive(tx, used.sessionId))) throw linkInvalid();
  return { owner, ...used };
}

/** Whether a session has not been ended; its row stays locked, so that it cannot be meanwhile. */
export async function isAlive(tx: TenantTransaction, sessionId: string): Promise<boolean> {
  const { count } = await tx.session.updateMany({
    where: { id: sessionId, isValid: true },
    data: { isValid: true },
  });
  return count === 1;
}

/** Whoever holds a link that was sent to an account acts as its owner. */
export function asOwner(ctx: ServiceContext, owner: LinkOwner): ServiceContext {
  const { id: userId, role, firstName, lastName } = owner;
  return { ...ctx, actor: { kind: 'USER', userId, role, name: `${firstName} ${lastName}` } };
}
