import type {
  ListTransfersInput,
  ListWaitingTransfersInput,
  TransferPage,
} from '@freehold/core-contracts/transfers';
import type { Prisma } from '@freehold/core-db';
import { z } from 'zod';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { toTransferSummary, transferSummaryFields } from './transfer-fields.ts';

const dayMs = 24 * 60 * 60_000;

/** A page of the tenant's transfers. */
export async function listTransfers({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListTransfersInput;
}): Promise<TransferPage> {
  const { direction } = input.sort;
  const where = toTransferWhere(input);
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

/** What a transfer must be to stand in the filtered list. */
export function toTransferWhere(
  input: Omit<ListTransfersInput, 'page' | 'limit' | 'sort'>,
): Prisma.TransferWhereInput {
  const { status, kind, walletId, userId, organizationId, batchId, search, from, to } = input;
  return {
    AND: [
      ...(status === undefined ? [] : [{ status }]),
      ...(kind === undefined ? [] : [{ kind }]),
      ...(walletId === undefined
        ? []
        : [{ OR: [{ fromWalletId: walletId }, { toWalletId: walletId }] }]),
      ...(userId === undefined ? [] : [{ senderUserId: userId }]),
      ...(organizationId === undefined ? [] : [{ senderOrganizationId: organizationId }]),
      ...(batchId === undefined ? [] : [{ batchId }]),
      ...(search === undefined ? [] : [matching(search)]),
      ...(from === undefined ? [] : [{ createdAt: { gte: new Date(from) } }]),
      // The whole of the last day.
      ...(to === undefined ? [] : [{ createdAt: { lt: new Date(Date.parse(to) + dayMs) } }]),
    ],
  };
}

function matching(search: string): Prisma.TransferWhereInput {
  const id = z.guid().safeParse(search);
  if (!id.success) return { requestId: search };
  return { OR: [{ id: id.data.toLowerCase() }, { requestId: search }] };
}
