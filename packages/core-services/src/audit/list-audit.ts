import type { AuditPage, ListAuditInput } from '@freehold/core-contracts/audit';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';

const entryFields = {
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
  const where = toWhere(input);
  const [rows, total] = await Promise.all([
    ctx.db.auditLog.findMany({
      where,
      orderBy: { sequence: input.direction },
      ...pageWindow(input),
      select: entryFields,
    }),
    ctx.db.auditLog.count({ where }),
  ]);
  const items = rows.map((row) => ({ ...row, hash: Buffer.from(row.hash).toString('hex') }));
  return toPage(items, total, input);
}

function toWhere(input: ListAuditInput): Prisma.AuditLogWhereInput {
  const { search, action, entityType, entityId, actorId, actorKind, from, to } = input;
  return {
    ...(action === undefined ? {} : { action }),
    ...(entityType === undefined ? {} : { entityType }),
    ...(entityId === undefined ? {} : { entityId }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(actorKind === undefined ? {} : { actorKind }),
    ...(from === undefined && to === undefined
      ? {}
      : {
          createdAt: {
            ...(from === undefined ? {} : { gte: from }),
            ...(to === undefined ? {} : { lte: to }),
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
