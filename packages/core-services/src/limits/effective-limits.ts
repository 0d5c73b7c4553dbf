import type { LimitScope } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import {
  LimitField,
  type EffectiveLimit,
  type EffectiveLimits,
  type EffectiveLimitsInput,
  type OwnLimitsInput,
} from '@freehold/core-contracts/limits';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { toCalendarDate } from '../accounts/user-fields.ts';
import type { ServiceContext } from '../context.ts';
import { fromUnits, toUnits } from '../money/amount-units.ts';
import { requireOrganization } from '../organizations/access.ts';
import { limitFields, toLimitView } from './limit-fields.ts';

type Scoped = readonly [scope: LimitScope, scopeKey: string];

/** What holds for a person or an organization, and how much of it is used. Throws NOT_FOUND `entity.not_found`. */
export async function getEffectiveLimits({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: EffectiveLimitsInput;
}): Promise<EffectiveLimits> {
  const { userId, organizationId } = input;
  return organizationId === undefined
    ? readOfUser(ctx, userId ?? '')
    : readOfOrganization(ctx, organizationId);
}

/** The same for the caller, or an organization they belong to. Throws NOT_FOUND `entity.not_found` and as `requireOrganization`. */
export async function getOwnLimits({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: OwnLimitsInput;
}): Promise<EffectiveLimits> {
  const { organizationId } = input;
  if (organizationId === undefined) return readOfUser(ctx, requireOwnUserId(ctx));
  await requireOrganization(ctx, organizationId, 'VIEW', { scope: 'wallet.read' });
  return readOfOrganization(ctx, organizationId);
}

// As the database decides in `transfer_terms`: field by field, the narrowest scope that says something.
async function readOfUser(ctx: ServiceContext, id: string): Promise<EffectiveLimits> {
  const user = await ctx.db.user.findFirst({ where: { id }, select: { role: true } });
  if (user === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  return read(ctx, id, [
    ['USER', id],
    ['ROLE', user.role],
    ['TENANT', ''],
  ]);
}

async function readOfOrganization(ctx: ServiceContext, id: string): Promise<EffectiveLimits> {
  const found = await ctx.db.organization.findFirst({ where: { id }, select: { tier: true } });
  if (found === null) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Organization' });
  }
  return read(ctx, id, [
    ['ORGANIZATION', id],
    ['TIER', found.tier],
    ['TENANT', ''],
  ]);
}

async function read(
  ctx: ServiceContext,
  ownerId: string,
  scopes: readonly Scoped[],
): Promise<EffectiveLimits> {
  const rows = await ctx.db.transactionLimit.findMany({
    where: { OR: scopes.map(([scope, scopeKey]) => ({ scope, scopeKey })) },
    take: scopes.length,
    select: limitFields,
  });
  const said = scopes.flatMap(([scope]) => {
    const row = rows.find((one) => one.scope === scope);
    return row === undefined ? [] : [toLimitView(row, null)];
  });
  const { used, usualAmount, totalCount } = await readUse(ctx, ownerId);
  const limits = LimitField.options.map((field): EffectiveLimit => {
    const source = said.find((limit) => limit[field] !== null);
    const limit = source === undefined ? null : String(source[field]);
    return {
      ...{ field, limit, used: used[field] },
      left: leftOf(limit, used[field]),
      scope: source?.scope ?? null,
    };
  });
  return { currencyCode: ctx.tenant.settings.currencyCode, limits, usualAmount, totalCount };
}

function leftOf(limit: string | null, used: string | null): string | null {
  if (limit === null) return null;
  const left = toUnits(limit) - toUnits(used ?? '0');
  return fromUnits(left < 0n ? 0n : left);
}

/** What an owner has sent in the day, month and hour that run, UTC. */
async function readUse(ctx: ServiceContext, ownerId: string) {
  const now = ctx.clock();
  const [usage, inHour] = await Promise.all([
    ctx.db.transferUsage.findFirst({ where: { ownerId } }),
    ctx.db.transfer.count({
      where: {
        OR: [{ senderUserId: ownerId }, { senderOrganizationId: ownerId }],
        createdAt: { gt: new Date(now.getTime() - 60 * 60_000) },
        status: { not: 'REJECTED' },
      },
    }),
  ]);
  const today = toCalendarDate(now);
  const isDay = usage !== null && toCalendarDate(usage.day) === today;
  const isMonth = usage !== null && toCalendarDate(usage.month).slice(0, 7) === today.slice(0, 7);
  const used: Record<LimitField, string | null> = {
    maxPerTransfer: null,
    maxPerDay: isDay ? usage.dayAmount.toFixed() : '0',
    maxPerMonth: isMonth ? usage.monthAmount.toFixed() : '0',
    maxCountPerDay: String(isDay ? usage.dayCount : 0),
    maxCountPerMonth: String(isMonth ? usage.monthCount : 0),
    maxCountPerHour: String(inHour),
  };
  return {
    used,
    usualAmount: usage?.usualAmount.toFixed() ?? '0',
    totalCount: usage?.totalCount ?? 0n,
  };
}
