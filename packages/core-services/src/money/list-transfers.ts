import { AppError } from '@freehold/core-contracts/errors';
import type {
  ListTransfersInput,
  ListWaitingTransfersInput,
  TransferPage,
} from '@freehold/core-contracts/transfers';
import type { Prisma } from '@freehold/core-db';
import { z } from 'zod';
import { matchesWord } from '../accounts/list-users.ts';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';
import { toTransferSummary, transferSummaryFields } from './transfer-fields.ts';

const dayMs = 24 * 60 * 60_000;
/** Wallets that a search by name may mean; a wider one wants another word. */
const mostHolders = 100;

/** A page of the tenant's transfers. Throws LIMIT_EXCEEDED `search.too_wide`. */
export async function listTransfers({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListTransfersInput;
}): Promise<TransferPage> {
  const { direction } = input.sort;
  const where = await toTransferWhere(ctx, input);
  return readPage(ctx, input, where, [{ createdAt: direction }, { id: direction }]);
}

/** A page of what waits for an operator because of its risk, the oldest first. */
export function listWaitingTransfers({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListWaitingTransfersInput;
}): Promise<TransferPage> {
  // What a business account's rule holds waits for its signatories.
  const where = { status: 'AWAITING_APPROVAL', businessAccountId: null } as const;
  return readPage(ctx, input, where, [{ createdAt: 'asc' }, { id: 'asc' }]);
}

async function readPage(
  ctx: ServiceContext,
  window: ListWaitingTransfersInput,
  where: Prisma.TransferWhereInput,
  orderBy: Prisma.TransferOrderByWithRelationInput[],
): Promise<TransferPage> {
  const [rows, total] = await Promise.all([
    ctx.db.transfer.findMany({
      where,
      orderBy,
      ...pageWindow(window),
      select: transferSummaryFields,
    }),
    ctx.db.transfer.count({ where }),
  ]);
  const { currencyCode } = ctx.tenant.settings;
  const items = rows.map((row) => toTransferSummary(row, currencyCode));
  return toPage(items, total, window);
}

/** What a transfer must be to stand in the filtered list. Throws LIMIT_EXCEEDED `search.too_wide`. */
export async function toTransferWhere(
  ctx: ServiceContext,
  input: Omit<ListTransfersInput, 'page' | 'limit' | 'sort'>,
): Promise<Prisma.TransferWhereInput> {
  const { status, kind, walletId, userId, organizationId, batchId, search, from, to } = input;
  return {
    AND: [
      ...(status === undefined ? [] : [{ status }]),
      ...(kind === undefined ? [] : [{ kind }]),
      ...(walletId === undefined ? [] : [betweenWallets([walletId])]),
      ...(userId === undefined ? [] : [{ senderUserId: userId }]),
      ...(organizationId === undefined ? [] : [{ senderOrganizationId: organizationId }]),
      ...(batchId === undefined ? [] : [{ batchId }]),
      ...(search === undefined ? [] : [await matching(ctx, search)]),
      ...(from === undefined ? [] : [{ createdAt: { gte: new Date(from) } }]),
      // The whole of the last day.
      ...(to === undefined ? [] : [{ createdAt: { lt: new Date(Date.parse(to) + dayMs) } }]),
    ],
  };
}

function betweenWallets(walletIds: string[]): Prisma.TransferWhereInput {
  const among = { in: walletIds };
  return { OR: [{ fromWalletId: among }, { toWalletId: among }] };
}

async function matching(ctx: ServiceContext, search: string): Promise<Prisma.TransferWhereInput> {
  const id = z.guid().safeParse(search);
  if (id.success) return { OR: [{ id: id.data.toLowerCase() }, { requestId: search }] };
  return { OR: [{ requestId: search }, betweenWallets(await walletsOf(ctx, search))] };
}

/** Whose name or address has the words; by their wallets transfers are found through an index. */
async function walletsOf({ db }: ServiceContext, search: string): Promise<string[]> {
  const words = searchWords(search);
  const rows = await db.wallet.findMany({
    where: {
      OR: [
        { user: { AND: words.map(matchesWord) } },
        {
          organization: {
            AND: words.map((contains) => ({ name: { contains, mode: 'insensitive' } })),
          },
        },
      ],
    },
    orderBy: { id: 'asc' },
    take: mostHolders + 1,
    select: { id: true },
  });
  if (rows.length > mostHolders) throw new AppError('LIMIT_EXCEEDED', 'search.too_wide');
  return rows.map(({ id }) => id);
}
