import type { AuditEntry, AuditPage, ListAuditInput } from '@freehold/core-contracts/audit';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';

export const auditEntryFields = {
  id: true,
  sequence: true,
  action: true,
  entityType: true,
  entityId: true,
  actorKind: true,
  actorId: true,
  actorName: true,
  actorTenantId: true,
  reason: true,
  changes: true,
  ip: true,
  userAgent: true,
  requestId: true,
  actorShedBy: true,
  contentShedBy: true,
  hash: true,
  createdAt: true,
} as const satisfies Prisma.AuditLogSelect;

/** A page of the tenant's audit log in the order of its chain. */
export async function listAudit({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListAuditInput;
}): Promise<AuditPage> {
  const where = toAuditWhere(input);
  const [rows, total] = await Promise.all([
    ctx.db.auditLog.findMany({
      where,
      orderBy: { sequence: input.direction },
      ...pageWindow(input),
      select: auditEntryFields,
    }),
    ctx.db.auditLog.count({ where }),
  ]);
  return toPage(rows.map(toAuditEntry), total, input);
}

type EntryRow = Prisma.AuditLogGetPayload<{ select: typeof auditEntryFields }>;

/** A row of the log as it is shown. */
export function toAuditEntry({ actorShedBy, contentShedBy, hash, ...row }: EntryRow): AuditEntry {
  const isErased = actorShedBy !== null || contentShedBy !== null;
  return { ...row, isErased, hash: Buffer.from(hash).toString('hex') };
}

/** The filter of a list of audit rows. */
export function toAuditWhere(
  input: Omit<ListAuditInput, 'page' | 'limit' | 'direction'>,
): Prisma.AuditLogWhereInput {
  const { search, action, entityType, entityId, actorId, actorKind, organizationId } = input;
  const { from, to } = input;
  return {
    ...(action === undefined ? {} : { action }),
    ...(entityType === undefined ? {} : { entityType }),
    ...(entityId === undefined ? {} : { entityId }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(actorKind === undefined ? {} : { actorKind }),
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(from === undefined && to === undefined
      ? {}
      : {
          createdAt: {
            ...(from === undefined ? {} : { gte: from }),
            ...(to === undefined ? {} : { lt: to }),
          },
        }),
    ...(search === undefined ? {} : { AND: searchWords(search).map(matchesWord) }),
  };
}

function matchesWord(word: string): Prisma.AuditLogWhereInput {
  const contains = { contains: word, mode: 'insensitive' } as const;
  return {
    OR: [
      { action: contains },
      { entityId: contains },
      { actorName: contains },
      { reason: contains },
    ],
  };
}
