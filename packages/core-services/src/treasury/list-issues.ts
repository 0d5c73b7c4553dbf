import type { IssuePage, IssueView, ListIssuesInput } from '@freehold/core-contracts/treasury';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { systemWalletId } from '../money/system-wallets.ts';
import { distributeGenesisAction } from './distribute-genesis.ts';

export const issueFields = {
  id: true,
  amount: true,
  status: true,
  reasons: true,
  reference: true,
  createdByName: true,
  createdAt: true,
  settledAt: true,
  _count: { select: { legs: true } },
} as const satisfies Prisma.TransferSelect;

type IssueRow = Prisma.TransferGetPayload<{ select: typeof issueFields }>;

/** A page of what was issued, newest first, with who asked for it and who agreed. */
export async function listIssues({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListIssuesInput;
}): Promise<IssuePage> {
  const where = toIssueWhere(ctx);
  const [rows, total] = await Promise.all([
    ctx.db.transfer.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: issueFields,
    }),
    ctx.db.transfer.count({ where }),
  ]);
  return toPage(await toIssueViews(ctx, rows), total, input);
}

/** What a transfer must be to be an issue: by its wallet, which leads an index, before its kind, which does not. */
export function toIssueWhere({ tenant }: ServiceContext): Prisma.TransferWhereInput {
  return { fromWalletId: systemWalletId(tenant.id, 'TREASURY'), kind: 'GENESIS' };
}

/** Issues with who proposed and who approved them; at most a page or a batch of them. */
export async function toIssueViews(
  ctx: ServiceContext,
  rows: readonly IssueRow[],
): Promise<IssueView[]> {
  const proposers = await findProposers(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, amount, createdByName, _count, ...row }) => ({
    ...row,
    transferId: id,
    amount: amount.toFixed(),
    currencyCode: ctx.tenant.settings.currencyCode,
    // One receiver stands on the transfer itself.
    receiverCount: Math.max(1, _count.legs),
    proposedByName: proposers.get(id) ?? null,
    approvedByName: createdByName,
  }));
}

async function findProposers(
  { db }: ServiceContext,
  transferIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const proposals = await db.proposal.findMany({
    where: {
      action: distributeGenesisAction,
      entityId: { in: [...transferIds] },
      status: 'CARRIED_OUT',
    },
    take: transferIds.length,
    select: { entityId: true, proposedByName: true },
  });
  return new Map(proposals.map(({ entityId, proposedByName }) => [entityId, proposedByName]));
}
