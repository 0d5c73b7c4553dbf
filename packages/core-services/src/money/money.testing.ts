import { randomUUID } from 'node:crypto';
import { defineReviewedSql, inTransaction, Prisma, queryReviewed } from '@freehold/core-db';
import type { Actor, ServiceContext, ServiceTenant } from '../context.ts';
import { derivedId } from '../ledger/derived-id.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../testing/index.ts';
import { postTransfers } from './post-transfers.ts';
import { settleTransfers } from './settle-transfers.ts';
import { systemWalletId } from './system-wallets.ts';
import type { Settlement, TransferRequest, TransferVerdict } from './transfer-request.ts';

const readSums = defineReviewedSql('money.testing.sums', 'three sums over a whole tenant', {
  writes: [],
});

export interface MoneyFaults {
  /** Sum of all balances; what was issued is below zero in TREASURY, so it is zero. */
  readonly total: string;
  /** Wallets whose balance, count or sequence is not what their entries say. */
  readonly wallets: bigint;
  /** Transfers whose entries do not add up to zero. */
  readonly transfers: bigint;
  /** Wallets whose held balance is not what waits. */
  readonly held: bigint;
}

export const soundMoney: MoneyFaults = { total: '0', wallets: 0n, transfers: 0n, held: 0n };

/** A tenant with people and money in it. */
export class TestMoney {
  readonly platform: TestPlatform;
  readonly tenant: ServiceTenant;

  private constructor(platform: TestPlatform, tenant: ServiceTenant) {
    this.platform = platform;
    this.tenant = tenant;
  }

  static async open(settings: Record<string, unknown> = {}): Promise<TestMoney> {
    const platform = await createTestPlatform();
    return new TestMoney(platform, await platform.makeTenant({ settings }));
  }

  /** A tenant on a database that somebody else opened, and closes. */
  static async on(
    platform: TestPlatform,
    settings: Record<string, unknown> = {},
  ): Promise<TestMoney> {
    return new TestMoney(platform, await platform.makeTenant({ settings }));
  }

  /** Another tenant on the same database. */
  async neighbour(settings: Record<string, unknown> = {}): Promise<TestMoney> {
    return new TestMoney(this.platform, await this.platform.makeTenant({ settings }));
  }

  close(): Promise<void> {
    return this.platform.close();
  }

  as(actor?: Actor, overrides: Partial<ServiceContext> = {}): ServiceContext {
    return this.platform.context(this.tenant, actor, overrides);
  }

  in<T>(work: () => Promise<T>): Promise<T> {
    return inScope(this.as(), work);
  }

  get db() {
    return this.platform.database.client;
  }

  /** A person with a wallet of that balance. */
  async addPerson(balance = '0', more: { countryCode?: string; name?: string } = {}) {
    const userId = newId();
    const walletId = newId();
    await this.in(async () => {
      await this.db.user.create({
        data: {
          id: userId,
          email: `${userId}@people.test`,
          firstName: more.name ?? 'Ada',
          lastName: 'Byron',
          countryCode: more.countryCode ?? null,
          status: 'ACTIVE',
          isActive: true,
          emailVerified: true,
        },
      });
      await this.db.wallet.create({
        data: { id: walletId, userId, kind: 'PERSONAL', name: 'Main wallet' },
      });
    });
    if (balance !== '0') await this.fund(walletId, balance);
    const actor: Actor = { kind: 'USER', userId, role: 'USER', name: more.name ?? 'Ada Byron' };
    return { userId, walletId, actor };
  }

  /** An organization with a wallet of that balance. */
  async addOrganization(balance = '0') {
    const organizationId = newId();
    const walletId = newId();
    await this.in(async () => {
      const slug = `org-${organizationId.slice(24)}`;
      await this.db.organization.create({ data: { id: organizationId, name: slug, slug } });
      await this.db.wallet.create({
        data: { id: walletId, organizationId, kind: 'ORGANIZATION', name: 'Main wallet' },
      });
    });
    if (balance !== '0') await this.fund(walletId, balance);
    return { organizationId, walletId };
  }

  /** New money on a wallet, confirmed. */
  async fund(walletId: string, amount: string): Promise<void> {
    const request = this.request({
      kind: 'GENESIS',
      fromWalletId: systemWalletId(this.tenant.id, 'TREASURY'),
      legs: [{ toWalletId: walletId, amount }],
    });
    await this.post(request);
    await this.confirm(request.transferId);
  }

  /** A request of `amount`, with what is not said made up. */
  request(
    given: Partial<TransferRequest> & Pick<TransferRequest, 'fromWalletId' | 'legs'>,
  ): TransferRequest {
    const transferId = given.transferId ?? newId();
    return {
      transferId,
      requestId: `test:${transferId}`,
      kind: 'TRANSFER',
      fee: '0',
      reference: null,
      sender: null,
      businessAccountId: null,
      reversalOfId: null,
      hold: null,
      command: {
        commandId: newId(),
        commandType: given.kind === 'GENESIS' ? 'DISTRIBUTE_GENESIS' : 'TRANSFER_TOKENS',
        requestId: `transfer:${transferId}`,
        aggregateKey: `wallet:${given.fromWalletId}`,
        payload: { transferId },
      },
      ...given,
    };
  }

  /** A request of a person who sends from a wallet of their own. */
  payment(
    from: { readonly userId: string; readonly walletId: string },
    { walletId: toWalletId }: { readonly walletId: string },
    amount = '1',
    more: Partial<TransferRequest> = {},
  ): TransferRequest {
    return this.request({
      fromWalletId: from.walletId,
      legs: [{ toWalletId, amount }],
      sender: { userId: from.userId, organizationId: null, deviceHash: null },
      ...more,
    });
  }

  async post(request: TransferRequest): Promise<TransferVerdict> {
    const [verdict] = await this.postAll([request]);
    return verdict!;
  }

  postAll(requests: readonly TransferRequest[]): Promise<TransferVerdict[]> {
    const ctx = this.as();
    return this.in(() => postTransfers(ctx.db, ctx, requests, { audit: null }));
  }

  settle(settlements: readonly Settlement[]) {
    const ctx = this.as();
    return this.in(() => inTransaction(ctx.db, (tx) => settleTransfers(tx, ctx, settlements)));
  }

  confirm(transferId: string) {
    return this.settle([
      { transferId, outcome: 'CONFIRMED', onChainTxId: `tx-${transferId}`, reason: null },
    ]);
  }

  refuse(transferId: string, reason = 'INSUFFICIENT_FUNDS') {
    return this.settle([
      { transferId, outcome: 'FAILED', onChainTxId: `tx-${transferId}`, reason },
    ]);
  }

  /** Balance, held and number of entries, as text. */
  async wallet(walletId: string) {
    const row = await this.in(() =>
      this.db.wallet.findFirstOrThrow({
        where: { id: walletId },
        select: { cachedBalance: true, heldBalance: true, entryCount: true },
      }),
    );
    return {
      balance: row.cachedBalance.toFixed(),
      held: row.heldBalance.toFixed(),
      entries: Number(row.entryCount),
    };
  }

  transfer(transferId: string) {
    return this.in(() => this.db.transfer.findFirstOrThrow({ where: { id: transferId } }));
  }

  entries(transferId: string) {
    return this.in(() =>
      this.db.transaction.findMany({
        where: { transferId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: 1000,
      }),
    );
  }

  /** What is wrong with the money of the tenant, read from one snapshot; `soundMoney` when nothing is. */
  async faults(): Promise<MoneyFaults> {
    const [row] = await this.in(() =>
      queryReviewed<MoneyFaults>(
        this.db,
        readSums,
        Prisma.sql`SELECT
          (SELECT trim_scale(coalesce(sum("cachedBalance"), 0))::text FROM "Wallet") AS "total",
          (SELECT count(*) FROM "Wallet" w LEFT JOIN LATERAL (
             SELECT count(*) AS n, coalesce(sum(t."amount"), 0) AS balance, coalesce(max(t."sequence"), 0) AS last
             FROM "Transaction" t WHERE t."walletId" = w."id") e ON true
           WHERE e.balance <> w."cachedBalance" OR e.n <> w."entryCount" OR e.last <> w."entryCount") AS "wallets",
          (SELECT count(*) FROM (SELECT FROM "Transaction" GROUP BY "transferId" HAVING sum("amount") <> 0) x)
            AS "transfers",
          (SELECT count(*) FROM "Wallet" w WHERE w."heldBalance" <> (
             SELECT coalesce(sum(t."amount" + t."fee"), 0) FROM "Transfer" t
             WHERE t."fromWalletId" = w."id" AND t."status" = 'AWAITING_APPROVAL')) AS "held"`,
      ),
    );
    return row!;
  }
}

/** A UUIDv7 of now. */
export function newId(): string {
  return derivedId(Date.now(), randomUUID());
}
