import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { countDone } from '../count-done.ts';
import { noticeMs } from '../organizations/limits.ts';
import { tellManagers } from '../organizations/tell-managers.ts';

/**
 * Tells the managers of up to `limit` keys, once each, that a key ends within 7 days; one that was
 * replaced needs no telling. Gives how many.
 */
export async function tellOfEndingKeys({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const now = ctx.clock();
  const due = await ctx.db.apiKey.findMany({
    where: {
      revokedAt: null,
      noticedAt: null,
      expiresAt: { gt: now, lte: new Date(now.getTime() + noticeMs) },
      organization: { deletedAt: null },
    },
    orderBy: { expiresAt: 'asc' },
    take: limit,
    select: {
      id: true,
      name: true,
      expiresAt: true,
      organization: { select: { id: true, name: true } },
    },
  });
  const told = await countDone(
    ctx,
    { rows: due, failure: 'The end of a key was not told' },
    (tx, row) => tell(tx, ctx, row),
  );
  if (told > 0) ctx.wake('messages');
  return told;
}

interface EndingKey {
  readonly id: string;
  readonly name: string;
  readonly expiresAt: Date | null;
  readonly organization: { readonly id: string; readonly name: string };
}

async function tell(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { id, name, expiresAt, organization }: EndingKey,
): Promise<boolean> {
  if (expiresAt === null) return false;
  const { count } = await tx.apiKey.updateMany({
    where: { id, expiresAt, revokedAt: null, noticedAt: null },
    data: { noticedAt: ctx.clock() },
  });
  if (count === 0) return false;
  await tellManagers(tx, ctx, {
    organizationId: organization.id,
    kind: 'apiKey.expiring',
    severity: 'WARNING',
    parameters: {
      name,
      organization: organization.name,
      expiresAt: expiresAt.toISOString(),
    },
    cause: `keyExpiring:${id}`,
    message: {
      template: 'apiKeyExpiring',
      parameters: { name, organization: organization.name, date: expiresAt },
    },
  });
  await recordAudit(tx, ctx, {
    action: 'apiKey.notice',
    entityType: 'ApiKey',
    entityId: id,
    organizationId: organization.id,
    changes: { name, expiresAt: expiresAt.toISOString() },
  });
  return true;
}
