import type { ListMultisigsInput, MultisigPage } from '@freehold/core-contracts/onchain';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';

/** A page of the transfers that wait, or waited, for approvals on the ledger, newest first. */
export async function listMultisigs({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListMultisigsInput;
}): Promise<MultisigPage> {
  const where = input.status === undefined ? {} : { status: { in: input.status } };
  const [rows, total] = await Promise.all([
    ctx.db.onchainMultisig.findMany({
      where,
      orderBy: [{ initiatedAt: 'desc' }, { id: 'asc' }],
      ...pageWindow(input),
      select: {
        id: true,
        walletId: true,
        status: true,
        approverIds: true,
        initiatedAt: true,
        executedAt: true,
      },
    }),
    ctx.db.onchainMultisig.count({ where }),
  ]);
  const items = rows.map(({ id, ...row }) => ({ transferId: id, ...row }));
  return toPage(items, total, input);
}
