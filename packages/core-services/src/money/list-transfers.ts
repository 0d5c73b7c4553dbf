import { AppError } from '@freehold/core-contracts/errors';
import type {
  ListTransfersInput,
  ListWaitingTransfersInput,
  TransferPage,
} from '@freehold/core-contracts/transfers';
import type { PageInput } from '@freehold/core-contracts/page';
import type { Prisma } from '@freehold/core-db';
import { z } from 'zod';
import { matchesWord } from '../accounts/list-users.ts';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';
import { toTransferSummary, transferSummaryFields } from './transfer-fields.ts';

/** Wallets that a search by name may mean; a wider one wants another word. */
const mostHolders = 100;
/** Transfers that an operator agreed to and that wait for their signatories, named one by one. */
const mostReviewed = 1_000;
/** Transfers with several receivers that a search names one by one. */
const mostShared = 1_000;

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

/** A page of what waits for an operator because of its risk. Throws LIMIT_EXCEEDED `search.too_wide`. */
export async function listWaitingTransfers({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListWaitingTransfersInput;
}): Promise<TransferPage> {
  const status = 'AWAITING_APPROVAL';
  const waiting = {
    status,
    OR: [
      { businessAccountId: null },
      // What only a business account's rule holds waits for its signatories.
      { reasons: { has: 'transfer.risk_review' }, ...(await notReviewed(ctx)) },
    ],
  } as const satisfies Prisma.TransferWhereInput;
  const asked = await toTransferWhere(ctx, input);
  const { field, direction } = input.sort ?? { field: 'createdAt', direction: 'asc' };
  const order = [{ [field]: direction }, { id: direction }];
  return readPage(ctx, input, { AND: [waiting, asked] }, order);
}

/** Of what waits: nothing that an operator agreed to and that waits for its signatories alone. */
async function notReviewed({ db }: ServiceContext): Promise<Prisma.TransferWhereInput> {
  const reviewed = await db.transfer.findMany({
    where: {
      status: 'AWAITING_APPROVAL',
      businessAccountId: { not: null },
      approvals: { some: { isOperator: true } },
    },
    take: mostReviewed + 1,
    select: { id: true },
  });
  // By their ids they are of the few that wait; asked for its decisions, each that waits would be
  // looked for among all decisions there are, which is left to the day when so many wait.
  return reviewed.length > mostReviewed
    ? { approvals: { none: { isOperator: true } } }
    : { id: { notIn: reviewed.map(({ id }) => id) } };
}

async function readPage(
  ctx: ServiceContext,
  window: PageInput,
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
      ...(walletId === undefined ? [] : [await betweenWallets(ctx, [walletId])]),
      ...(userId === undefined ? [] : [{ senderUserId: userId }]),
      ...(organizationId === undefined ? [] : [{ senderOrganizationId: organizationId }]),
      ...(batchId === undefined ? [] : [{ batchId }]),
      ...(search === undefined ? [] : [await matching(ctx, search)]),
      ...(from === undefined ? [] : [{ createdAt: { gte: from } }]),
      ...(to === undefined ? [] : [{ createdAt: { lt: to } }]),
    ],
  };
}

async function betweenWallets(
  { db }: ServiceContext,
  walletIds: string[],
): Promise<Prisma.TransferWhereInput> {
  const among = { in: walletIds };
  const legs = await db.transferLeg.findMany({
    where: { toWalletId: among },
    take: mostShared + 1,
    select: { transferId: true },
  });
  // By their ids the database joins three indexes; asked for the legs of each transfer it would
  // read all transfers there are, which is left to wallets paid that often.
  const shared =
    legs.length > mostShared
      ? { legs: { some: { toWalletId: among } } }
      : { id: { in: [...new Set(legs.map(({ transferId }) => transferId))] } };
  return { OR: [{ fromWalletId: among }, { toWalletId: among }, shared] };
}

async function matching(ctx: ServiceContext, search: string): Promise<Prisma.TransferWhereInput> {
  const id = z.guid().safeParse(search);
  if (id.success) return { OR: [{ id: id.data.toLowerCase() }, { requestId: search }] };
  const between = await betweenWallets(ctx, await walletsOf(ctx, search));
  return { OR: [{ requestId: search }, between] };
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
