import { Id } from '@freehold/core-contracts/ids';
import type { ListWalletsInput, WalletPage } from '@freehold/core-contracts/wallets';
import type { Prisma } from '@freehold/core-db';
import { matchesWord } from '../accounts/list-users.ts';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';
import { toWalletSummary, walletSummaryFields } from './wallet-fields.ts';

/** A page of the tenant's wallets. */
export async function listWallets({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListWalletsInput;
}): Promise<WalletPage> {
  const where = toWalletWhere(input);
  const [rows, total] = await Promise.all([
    ctx.db.wallet.findMany({
      where,
      orderBy: [toOrder(input.sort), { id: 'asc' }],
      ...pageWindow(input),
      select: walletSummaryFields,
    }),
    ctx.db.wallet.count({ where }),
  ]);
  const { currencyCode } = ctx.tenant.settings;
  return toPage(
    rows.map((row) => toWalletSummary(row, currencyCode)),
    total,
    input,
  );
}

/** The filter of a list of wallets. */
export function toWalletWhere(
  input: Omit<ListWalletsInput, 'page' | 'limit' | 'sort'>,
): Prisma.WalletWhereInput {
  const { search, kind, isFrozen, userId, organizationId, minimumBalance } = input;
  return {
    deletedAt: null,
    ...(kind !== undefined && kind.length > 0 ? { kind: { in: kind } } : {}),
    ...(isFrozen === undefined ? {} : { isFrozen }),
    ...(userId === undefined ? {} : { userId }),
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(minimumBalance === undefined ? {} : { cachedBalance: { gte: minimumBalance } }),
    ...(search === undefined ? {} : matchesSearch(search)),
  };
}

function matchesSearch(search: string): Prisma.WalletWhereInput {
  const id = Id.safeParse(search);
  if (id.success) return { id: id.data };
  return {
    AND: searchWords(search).map((word) => {
      const contains = { contains: word, mode: 'insensitive' } as const;
      return {
        OR: [
          { name: contains },
          { user: matchesWord(word) },
          { organization: { OR: [{ name: contains }, { slug: contains }] } },
        ],
      };
    }),
  };
}

function toOrder({
  field,
  direction,
}: ListWalletsInput['sort']): Prisma.WalletOrderByWithRelationInput {
  if (field === 'lastMovedAt') return { lastMovedAt: { sort: direction, nulls: 'last' } };
  return { [field]: direction };
}
