import type { IssuePage, IssueView, ListIssuesInput } from '@freehold/core-contracts/treasury';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { systemWalletId } from '../money/system-wallets.ts';
import { distributeGenesisAction } from './distribute-genesis.ts';

/** A page of what was issued, newest first, with who asked for it and who agreed. */
export async function listIssues({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListIssuesInput;
}): Promise<IssuePage> {
  // By its wallet, which leads an index, and not by its kind, which does not.
  const where = {
    fromWalletId: systemWalletId(ctx.tenant.id, 'TREASURY'),
    kind: 'GENESIS',
  } as const;
  const [rows, total] = await Promise.all([
    ctx.db.transfer.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: {
        id: true,
        amount: true,
        status: true,
        reasons: true,
        reference: true,
        createdByName: true,
        createdAt: true,
        settledAt: true,
        _count: { select: { legs: true } },
      },
    }),
    ctx.db.transfer.count({ where }),
  ]);
  const proposers = await findProposers(
    ctx,
    rows.map(({ id }) => id),
  );
  const items = rows.map(({ id, amount, createdByName, _count, ...row }): IssueView => {
    return {
      ...row,
      transferId: id,
      amount: amount.toFixed(),
      currencyCode: ctx.tenant.settings.currencyCode,
      // One receiver stands on the transfer itself.
      receiverCount: Math.max(1, _count.legs),
      proposedByName: proposers.get(id) ?? null,
      approvedByName: createdByName,
    };
  });
  return toPage(items, total, input);
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
