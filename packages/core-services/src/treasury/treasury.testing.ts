import { randomUUID } from 'node:crypto';
import type { CommandType } from '@freehold/core-contracts/enums';
import type { TenantSettings } from '@freehold/core-contracts/tenants';
import { inTransaction, withTenant } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { TestHouse } from '../accounts/people/people.testing.ts';
import type { TestConsole, Operator } from '../approvals/console.testing.ts';
import type { Actor, ServiceContext, ServiceTenant } from '../context.ts';
import { createEmbeddedLedger } from '../ledger/embedded-ledger.ts';
import { validCode } from '../ledger/ledger-gateway.ts';
import { openFirstWallet } from '../money/open-first-wallet.ts';
import { postTransfers } from '../money/post-transfers.ts';
import { settleTransfers } from '../money/settle-transfers.ts';
import { approveProposal } from '../proposals/approve-proposal.ts';
import { distributeGenesis } from './distribute-genesis.ts';

/** A tenant with a treasurer, a second person, a ledger, and a clock of its own. */
export class TestTreasury {
  readonly house: TestHouse;
  readonly treasurer: Operator;
  readonly second: Operator;
  now = new Date('2026-11-21T12:00:00Z');
  #tenant: ServiceTenant;

  constructor(house: TestHouse, treasurer: Operator, second: Operator) {
    this.house = house;
    this.treasurer = treasurer;
    this.second = second;
    this.#tenant = house.tenant;
  }

  static async in(world: TestConsole, settings: Partial<TenantSettings> = {}) {
    const house = await TestHouse.in(world, settings);
    const treasurer = await house.addStaff('TREASURER', 'Tess Treasurer');
    const second = await house.addStaff('TREASURER', 'Sam Second');
    return new TestTreasury(house, treasurer, second);
  }

  get db() {
    return this.house.db;
  }

  /** As after the directory of tenants was read again. */
  useSettings(money: TenantSettings['money']): void {
    this.#tenant = { ...this.#tenant, settings: { ...this.#tenant.settings, money } };
  }

  as<T>(actor: Actor, verb: (ctx: ServiceContext) => Promise<T>): Promise<T> {
    const ctx = this.house.console.contextOf(this.#tenant, actor, () => this.now);
    return withTenant(this.#tenant.id, () => verb(ctx));
  }

  bySystem<T>(verb: (ctx: ServiceContext) => Promise<T>): Promise<T> {
    return this.as({ kind: 'SYSTEM', name: 'test' }, verb);
  }

  /** An active person's first wallet. */
  async addWallet(): Promise<string> {
    const userId = await this.house.addActive();
    const { walletId } = await this.bySystem((ctx) =>
      inTransaction(ctx.db, (tx) => openFirstWallet(tx, ctx, { userId, openedAt: this.now })),
    );
    return walletId;
  }

  wallet(id: string) {
    return this.house.within(() => this.db.wallet.findFirstOrThrow({ where: { id } }));
  }

  /** Asks for an issue; gives the proposal's id. */
  async proposeIssue(
    receivers: readonly { walletId: string; amount: string }[],
    transferId: string = randomUUID(),
  ): Promise<string> {
    const input = { transferId, receivers: [...receivers], reference: null, reason: 'Test issue' };
    const outcome = await this.as(this.treasurer, (ctx) => distributeGenesis({ ctx, input }));
    if (outcome.state !== 'PROPOSED') throw new Error('It was not put before a second person');
    return outcome.proposalId;
  }

  approve(proposalId: string, by: Actor = this.second) {
    const input = { proposalId, version: 0, reason: 'I looked as well' };
    return this.as(by, (ctx) => approveProposal({ ctx, input }));
  }

  /** Issues with both, and has the ledger carry it out. */
  async issue(receivers: readonly { walletId: string; amount: string }[]): Promise<void> {
    await this.approve(await this.proposeIssue(receivers));
    await this.carryOut();
  }

  /** A transfer that was asked for at the present moment; the ledger has not heard of it. */
  async send(fromWalletId: string, toWalletId: string, amount: string): Promise<string> {
    const transferId = randomUUID();
    const legs = [{ toWalletId, amount }];
    const request = {
      ...{ transferId, requestId: `test:${transferId}`, kind: 'TRANSFER' as const, fromWalletId },
      ...{ legs, fee: '0', reference: null, sender: null, businessAccountId: null },
      ...{ reversalOfId: null, hold: null },
      command: {
        commandId: randomUUID(),
        commandType: 'TRANSFER_TOKENS' as const,
        requestId: `transfer:${transferId}`,
        aggregateKey: `wallet:${fromWalletId}`,
        payload: { transferId, fromWalletId, legs, fee: '0', kind: 'TRANSFER' },
      },
    };
    await this.bySystem((ctx) => postTransfers(ctx.db, ctx, [request], { audit: null }));
    return transferId;
  }

  /** Has the embedded ledger carry out what waits, and the money follow; in the order it was asked for. */
  carryOut(): Promise<void> {
    return this.bySystem(async (ctx) => {
      for (const receipt of await this.submit(ctx)) {
        const isValid = receipt.validationCode === validCode;
        const settlement = {
          transferId: receipt.transferId,
          outcome: isValid ? ('CONFIRMED' as const) : ('FAILED' as const),
          onChainTxId: receipt.txId,
          reason: isValid ? null : receipt.validationCode,
        };
        await inTransaction(ctx.db, (tx) => settleTransfers(tx, ctx, [settlement]));
      }
    });
  }

  /** Only the ledger's part: its answers, which nobody has heard yet. */
  async submit(ctx: ServiceContext) {
    const ledger = createEmbeddedLedger({ db: ctx.db, clock: ctx.clock });
    const commands = await ctx.db.outboxCommand.findMany({
      where: { status: 'PENDING' },
      orderBy: { position: 'asc' },
    });
    const receipts = [];
    for (const { id, commandType, payload } of commands) {
      const command = toCommand(ctx.tenant.id, id, commandType, payload);
      const txId = await ledger.createTxId(command);
      const receipt = await ledger.submit({ ...command, txId }, { timeoutMs: 5_000 });
      await ctx.db.outboxCommand.updateMany({ where: { id }, data: { status: 'COMMITTED' } });
      receipts.push({ ...receipt, transferId: (payload as { transferId: string }).transferId });
    }
    return receipts;
  }

  /** Changes anything behind the application's back, triggers and policies off. */
  tamper(sql: string, values: unknown[] = []): Promise<void> {
    return withConnection(this.house.console.platform.urls.ownerUrl, async (owner) => {
      await owner.query('SET session_replication_role = replica');
      await owner.query(sql, values);
    });
  }
}

function toCommand(
  tenantId: string,
  commandId: string,
  commandType: CommandType,
  payload: unknown,
) {
  return { tenantId, commandId, commandType, payload };
}
