import { randomUUID } from 'node:crypto';
import { inTransaction, withTenant } from '@freehold/core-db';
import type { AuditRecord } from '@freehold/core-services/audit/record-audit';
import type { ServiceContext } from '@freehold/core-services/context';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import { settleTransfers } from '@freehold/core-services/money/settle-transfers';
import { systemWalletId } from '@freehold/core-services/money/system-wallets';
import { newMoneyId, transferCommand } from '@freehold/core-services/money/transfer-command';
import { transferFee } from '@freehold/core-services/money/transfer-fee';
import type { TransferRequest } from '@freehold/core-services/money/transfer-request';
import type { TestPlatform } from '@freehold/core-services/testing';

export interface Person {
  readonly userId: string;
  readonly walletId: string;
}

export interface MoneyTenant {
  readonly ctx: ServiceContext;
  readonly people: readonly Person[];
}

/** A tenant with a fee, limits, and people who have money. */
export async function openTenant(
  platform: TestPlatform,
  { count, balance }: { readonly count: number; readonly balance: string },
): Promise<MoneyTenant> {
  const tenant = await platform.makeTenant({ settings: { money: { fee: { flat: '0.01' } } } });
  const ctx = platform.context(tenant, undefined, { clock: () => new Date() });
  const people = Array.from({ length: count }, () => ({
    userId: newMoneyId(ctx),
    walletId: newMoneyId(ctx),
  }));
  await withTenant(tenant.id, async () => {
    for (const some of chunks(people, 1_000)) await addPeople(ctx, some);
    await ctx.db.transactionLimit.createMany({
      data: [
        {
          ...{ scope: 'TENANT', scopeKey: '', maxPerTransfer: '1000000', maxPerDay: '1000000000' },
          ...{ maxPerMonth: '1000000000', maxCountPerDay: 1e9, maxCountPerMonth: 1e9 },
        },
      ],
    });
    if (balance === '0') return;
    const issues = await issue(ctx, people, balance);
    await settle(
      ctx,
      issues.map(({ transferId }) => transferId),
    );
  });
  return { ctx, people };
}

export function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

async function addPeople(ctx: ServiceContext, people: readonly Person[]): Promise<void> {
  await ctx.db.user.createMany({
    data: people.map(({ userId }) => ({
      ...{ id: userId, email: `${userId}@people.test`, firstName: 'Ada', lastName: 'Byron' },
      ...{ countryCode: null, status: 'ACTIVE', isActive: true, emailVerified: true },
    })),
  });
  await ctx.db.wallet.createMany({
    data: people.map(({ userId, walletId }) => ({
      ...{ id: walletId, userId, kind: 'PERSONAL', name: 'Main wallet' },
    })),
  });
}

/** New money for people, as far as the outbox. */
export async function issue(
  ctx: ServiceContext,
  people: readonly Person[],
  amount: string,
): Promise<TransferRequest[]> {
  const fromWalletId = systemWalletId(ctx.tenant.id, 'TREASURY');
  const requests = [...chunks(people, 100)].map((some): TransferRequest => {
    const transferId = newMoneyId(ctx);
    const legs = some.map(({ walletId }) => ({ toWalletId: walletId, amount }));
    return {
      ...{ transferId, requestId: `fund:${transferId}`, kind: 'GENESIS', fromWalletId, legs },
      ...{ fee: '0', reference: null, sender: null, businessAccountId: null, reversalOfId: null },
      hold: null,
      command: {
        ...{ commandId: newMoneyId(ctx), commandType: 'DISTRIBUTE_GENESIS' },
        ...{ requestId: `transfer:${transferId}`, aggregateKey: 'treasury' },
        payload: { transferId, legs },
      },
    };
  });
  await postTransfers(ctx.db, ctx, requests, { audit: null });
  return requests;
}

/** What the ledger confirms, as the projector pays it. */
export function settle(ctx: ServiceContext, transferIds: readonly string[]) {
  const settlements = transferIds.map((transferId) => ({
    ...{ transferId, outcome: 'CONFIRMED' as const, onChainTxId: `tx-${transferId}`, reason: null },
  }));
  return inTransaction(ctx.db, (tx) => settleTransfers(tx, ctx, settlements));
}

/** A transfer as a person's request becomes one. */
export function toRequest(
  ctx: ServiceContext,
  from: Person,
  to: Person,
  amount: string,
): TransferRequest {
  const transferId = newMoneyId(ctx);
  const legs = [{ toWalletId: to.walletId, amount }];
  const fee = transferFee(ctx.tenant.settings.money.fee, amount);
  const payload = { transferId, fromWalletId: from.walletId, legs, fee, kind: 'TRANSFER' as const };
  return {
    ...{ transferId, fromWalletId: from.walletId, legs, fee, kind: 'TRANSFER', reference: 'rent' },
    requestId: `user:${from.userId}:${randomUUID()}`,
    sender: { userId: from.userId, organizationId: null, deviceHash: null },
    ...{ businessAccountId: null, reversalOfId: null, hold: null },
    command: transferCommand(ctx, payload),
  };
}

/** The audit row that the verbs write with one transfer, or with a batch. */
export function auditOf(requests: readonly TransferRequest[]): AuditRecord {
  const [only] = requests;
  if (only === undefined || requests.length > 1) {
    return {
      ...{ action: 'transfer.createMany', entityType: 'TransferBatch', entityId: randomUUID() },
      changes: { count: requests.length },
    };
  }
  const { transferId, fromWalletId, legs, fee } = only;
  return {
    ...{ action: 'transfer.create', entityType: 'Transfer', entityId: transferId },
    changes: { fromWalletId, toWalletId: legs[0]?.toWalletId, amount: legs[0]?.amount, fee },
  };
}
