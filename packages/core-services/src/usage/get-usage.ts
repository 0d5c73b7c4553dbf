import { AppError } from '@freehold/core-contracts/errors';
import type { GetUsageInput, UsageView } from '@freehold/core-contracts/organizations';
import { toVisiblePrefix } from '../api-keys/key-text.ts';
import type { ServiceContext } from '../context.ts';
import { requireOrganization } from '../organizations/access.ts';

const hourMs = 60 * 60_000;
const bucketMsOf = { HOUR: hourMs, DAY: 24 * hourMs } as const;

/** Most buckets of a chart: 31 days by the hour, a leap year by the day. */
export const mostBucketsOf = { HOUR: 31 * 24, DAY: 366 } as const;
const mostKeys = 100;

/**
 * Calls of an organization's keys, or of one key, from the bucket that `from` lies in up to, not
 * including, `to`; buckets are UTC and there is one for each hour or day, empty ones too. Throws as
 * `requireOrganization`, INVALID `usage.range_empty` and `usage.range_too_long`.
 */
export async function getUsage({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetUsageInput;
}): Promise<UsageView> {
  const { id: organizationId } = await requireOrganization(ctx, input.organizationId, 'VIEW', {
    scope: 'usage.read',
    isDeletedIncluded: true,
  });
  const { apiKeyId, bucket } = input;
  const bucketMs = bucketMsOf[bucket];
  const { starts, from, to } = bucketsOf(input);
  const where = {
    organizationId,
    ...(apiKeyId === undefined ? {} : { apiKeyId }),
    periodStart: { gte: from, lt: to },
  };
  const [hours, keys] = await Promise.all([
    ctx.db.usageLog.groupBy({
      by: ['periodStart'],
      where,
      _sum: { callCount: true, errorCount: true },
    }),
    ctx.db.usageLog.groupBy({
      by: ['apiKeyId'],
      where,
      _sum: { callCount: true },
      orderBy: [{ _sum: { callCount: 'desc' } }, { apiKeyId: 'asc' }],
      take: mostKeys,
    }),
  ]);
  const points = new Map(starts.map((at) => [at, { at: new Date(at), calls: 0n, errors: 0n }]));
  let totalCalls = 0n;
  let totalErrors = 0n;
  for (const { periodStart, _sum } of hours) {
    const point = points.get(Math.floor(periodStart.getTime() / bucketMs) * bucketMs);
    const { callCount, errorCount } = _sum;
    if (point === undefined) continue;
    point.calls += callCount ?? 0n;
    point.errors += errorCount ?? 0n;
    totalCalls += callCount ?? 0n;
    totalErrors += errorCount ?? 0n;
  }
  const byKey = await nameKeys(
    ctx,
    keys.map((key) => ({ apiKeyId: key.apiKeyId, calls: key._sum.callCount ?? 0n })),
  );
  return { totalCalls, totalErrors, points: [...points.values()], byKey };
}

function bucketsOf({ from, to, bucket }: GetUsageInput) {
  const bucketMs = bucketMsOf[bucket];
  const first = Math.floor(from.getTime() / bucketMs) * bucketMs;
  const count = Math.ceil((to.getTime() - first) / bucketMs);
  if (to <= from) throw new AppError('INVALID', 'usage.range_empty');
  const maximum = mostBucketsOf[bucket];
  if (count > maximum) throw new AppError('INVALID', 'usage.range_too_long', { maximum, bucket });
  const starts = Array.from({ length: count }, (_, index) => first + index * bucketMs);
  return { starts, from: new Date(first), to };
}

async function nameKeys(
  ctx: ServiceContext,
  keys: readonly { readonly apiKeyId: string; readonly calls: bigint }[],
): Promise<UsageView['byKey']> {
  if (keys.length === 0) return [];
  const rows = await ctx.db.apiKey.findMany({
    where: { id: { in: keys.map(({ apiKeyId }) => apiKeyId) } },
    take: mostKeys,
    select: { id: true, name: true, prefix: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return keys.flatMap(({ apiKeyId, calls }) => {
    const key = byId.get(apiKeyId);
    if (key === undefined) return [];
    const { name, prefix } = key;
    return [{ apiKeyId, name, prefix: toVisiblePrefix(ctx.tenant.slug, prefix), calls }];
  });
}
