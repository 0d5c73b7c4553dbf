import { randomUUID } from 'node:crypto';
import { inTransaction, withTenant } from '@freehold/core-db';
import { derivedId } from '@freehold/core-services/ledger/derived-id';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import { settleTransfers } from '@freehold/core-services/money/settle-transfers';
import { systemWalletId } from '@freehold/core-services/money/system-wallets';
import type { TransferRequest } from '@freehold/core-services/money/transfer-request';
import { createRequestContext } from '@freehold/core-trpc/handler';
import { toServiceContext } from '@freehold/core-trpc/procedures';
import type { TestRest } from './rest.testing.ts';

const newId = () => derivedId(Date.now(), randomUUID());

/** A wallet of an organization, that of the key unless said otherwise, with new money on it. */
export function addTestWallet(
  rest: TestRest,
  balance: string,
  organizationId = rest.organization.id,
): Promise<string> {
  const { api, tenant } = rest;
  const facts = { id: 'test', ip: null };
  const request = new Request('http://localhost/');
  const context = createRequestContext(api.platform, request, facts, new Headers());
  const ctx = toServiceContext(context, tenant, { kind: 'SYSTEM', name: 'test' });
  const id = newId();
  return withTenant(tenant.id, async () => {
    await ctx.db.wallet.create({
      data: { id, organizationId, kind: 'ORGANIZATION', name: 'Till' },
      select: { id: true },
    });
    if (balance === '0') return id;
    const transferId = newId();
    const issue: TransferRequest = {
      transferId,
      requestId: transferId,
      kind: 'GENESIS',
      fee: '0',
      reference: null,
      fromWalletId: systemWalletId(tenant.id, 'TREASURY'),
      legs: [{ toWalletId: id, amount: balance }],
      sender: null,
      businessAccountId: null,
      reversalOfId: null,
      hold: null,
      command: {
        commandId: newId(),
        commandType: 'DISTRIBUTE_GENESIS',
        requestId: transferId,
        aggregateKey: 'treasury',
        payload: {},
      },
    };
    await postTransfers(ctx.db, ctx, [issue], { audit: null });
    const settled = { transferId, outcome: 'CONFIRMED', onChainTxId: 'tx', reason: null } as const;
    await inTransaction(ctx.db, (tx) => settleTransfers(tx, ctx, [settled]));
    return id;
  });
}
