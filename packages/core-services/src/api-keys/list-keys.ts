import type { ApiKeyPage, ListApiKeysInput } from '@freehold/core-contracts/api-keys';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { assertSeesAll, requireOrganization } from '../organizations/access.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';
import { keyFields, liveAt, toKeyView } from './key-fields.ts';

/** A page of an organization's keys, or, for operators, of all keys of the tenant; the newest first. Throws as `requireOrganization`. */
export async function listKeys({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListApiKeysInput;
}): Promise<ApiKeyPage> {
  const { organizationId } = input;
  if (organizationId === undefined) assertSeesAll(ctx);
  else await requireOrganization(ctx, organizationId, 'VIEW', { isDeletedIncluded: true });
  const where = toWhere(ctx, input);
  const [rows, total] = await Promise.all([
    ctx.db.apiKey.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      ...pageWindow(input),
      select: keyFields,
    }),
    ctx.db.apiKey.count({ where }),
  ]);
  return toPage(
    rows.map((row) => toKeyView(ctx, row)),
    total,
    input,
  );
}

function toWhere(
  ctx: ServiceContext,
  { organizationId, search, state }: ListApiKeysInput,
): Prisma.ApiKeyWhereInput {
  return {
    ...(organizationId === undefined ? { organization: { deletedAt: null } } : { organizationId }),
    AND: [
      ...(state === undefined ? [] : [inState(state, ctx.clock())]),
      ...(search === undefined ? [] : searchWords(search).map(matchesWord)),
    ],
  };
}

function inState(state: 'LIVE' | 'EXPIRED' | 'REVOKED', now: Date): Prisma.ApiKeyWhereInput {
  if (state === 'LIVE') return liveAt(now);
  if (state === 'REVOKED') return { revokedAt: { not: null } };
  return { revokedAt: null, expiresAt: { lte: now } };
}

/** A word in the name, the organization's name, or what a key begins with. */
function matchesWord(word: string): Prisma.ApiKeyWhereInput {
  const contains = { contains: word, mode: 'insensitive' } as const;
  const lastPart = word.replace(/^fhk(\\?_[a-z0-9-]+)?\\?_/u, '').split('\\_')[0] ?? word;
  return {
    OR: [
      { name: contains },
      { prefix: { startsWith: lastPart } },
      { organization: { name: contains } },
    ],
  };
}
