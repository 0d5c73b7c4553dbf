import { randomUUID } from 'node:crypto';
import type { CommandType } from '@freehold/core-contracts/enums';
import { mainChannel } from '@freehold/core-contracts/ledger';
import { inTransaction } from '@freehold/core-db';
import { newId, TestMoney } from '../../money/money.testing.ts';
import type { TestPlatform } from '../../testing/index.ts';
import { postTransfers } from '../../money/post-transfers.ts';
import type { TransferRequest } from '../../money/transfer-request.ts';
import { systemWalletId } from '../../money/system-wallets.ts';
import type { CommandPayload } from '../command-catalogue.ts';
import { createEmbeddedLedger } from '../embedded-ledger.ts';
import { enqueueCommand, type EnqueuedCommand } from '../enqueue-command.ts';
import type { LedgerEvent, LedgerGateway } from '../ledger-gateway.ts';
import { projectEvents, readCheckpoint } from '../project-events.ts';
import { projections } from './find-handler.ts';
import type { Projection } from './projection.ts';

interface OutboxRow {
  readonly id: string;
  readonly commandType: CommandType;
  readonly payload: unknown;
}

/** Most commands, and blocks, a test makes. */
const bound = 500;

/** A tenant whose commands go to the embedded ledger and whose events come back, without a worker. */
export class LedgerLife {
  readonly money: TestMoney;
  readonly ledger: LedgerGateway;

  private constructor(money: TestMoney) {
    this.money = money;
    this.ledger = createEmbeddedLedger({ db: money.db, clock: money.platform.clock });
  }

  static async open(): Promise<LedgerLife> {
    return new LedgerLife(await TestMoney.open());
  }

  /** On a database that somebody else opened, and closes. */
  static async on(
    platform: TestPlatform,
    settings: Record<string, unknown> = {},
  ): Promise<LedgerLife> {
    return new LedgerLife(await TestMoney.on(platform, settings));
  }

  async neighbour(): Promise<LedgerLife> {
    return new LedgerLife(await this.money.neighbour());
  }

  close(): Promise<void> {
    return this.money.close();
  }

  get db() {
    return this.money.db;
  }

  /** A command in the outbox, as a verb writes it. */
  enqueue<T extends CommandType>(
    commandType: T,
    payload: CommandPayload<T>,
  ): Promise<EnqueuedCommand> {
    const ctx = this.money.as();
    const request = { requestId: `test:${randomUUID()}`, aggregateKey: 'test' };
    return this.money.in(() =>
      inTransaction(ctx.db, (tx) => enqueueCommand(tx, ctx, { commandType, payload, ...request })),
    );
  }

  /** A transfer whose money is in CLEARING, with its command in the outbox. */
  async post<T extends CommandType>(
    request: Partial<TransferRequest> & Pick<TransferRequest, 'fromWalletId' | 'legs'>,
    commandType: T,
    payload: CommandPayload<T>,
    transferId: string,
  ): Promise<void> {
    const ctx = this.money.as();
    const command = {
      ...{ commandId: newId(), commandType, payload: { ...payload } as never },
      ...{ requestId: `transfer:${transferId}`, aggregateKey: 'test' },
    };
    const full = this.money.request({ ...request, transferId, command });
    const [verdict] = await this.money.in(() =>
      postTransfers(ctx.db, ctx, [full], { audit: null }),
    );
    if (verdict?.outcome !== 'ACCEPTED') throw new Error(JSON.stringify(verdict));
  }

  /** New money for a wallet, as far as the outbox. */
  async issue(toWalletId: string, amount: string): Promise<string> {
    const transferId = newId();
    const legs = [{ toWalletId, amount }];
    const fromWalletId = systemWalletId(this.money.tenant.id, 'TREASURY');
    const payload = { transferId, legs };
    await this.post(
      { kind: 'GENESIS', fromWalletId, legs },
      'DISTRIBUTE_GENESIS',
      payload,
      transferId,
    );
    return transferId;
  }

  /** Money on its way from one wallet to another, as far as the outbox. */
  async send(fromWalletId: string, toWalletId: string, amount: string, fee = '0') {
    const transferId = newId();
    const legs = [{ toWalletId, amount }];
    const payload = { transferId, fromWalletId, legs, fee, kind: 'TRANSFER' } as const;
    await this.post({ fromWalletId, legs, fee }, 'TRANSFER_TOKENS', payload, transferId);
    return transferId;
  }

  /** Gives everything in the outbox to the ledger, in order; the codes it answers. */
  submit(perBlock = bound, afterBlock?: () => void): Promise<string[]> {
    return this.money.in(async () => {
      const rows = await this.db.outboxCommand.findMany({
        where: { status: 'PENDING' },
        orderBy: { position: 'asc' },
        take: bound,
        select: { id: true, commandType: true, payload: true },
      });
      const codes: string[] = [];
      for (let from = 0; from < rows.length; from += perBlock) {
        codes.push(...(await this.submitBlock(rows.slice(from, from + perBlock))));
        afterBlock?.();
      }
      return codes;
    });
  }

  private async submitBlock(rows: readonly OutboxRow[]): Promise<string[]> {
    const tenantId = this.money.tenant.id;
    const commands = await Promise.all(
      rows.map(async ({ id: commandId, commandType, payload }) => {
        const command = { tenantId, commandId, commandType, payload };
        return { ...command, txId: await this.ledger.createTxId(command) };
      }),
    );
    const answers = await this.ledger.submitMany!(commands, { timeoutMs: 30_000 });
    const codes: string[] = [];
    for (const answer of answers) {
      if ('error' in answer) throw answer.error;
      const { txId, blockNumber, validationCode } = answer.receipt;
      await this.db.outboxCommand.updateMany({
        where: { id: commands[codes.length]!.commandId },
        data: { status: 'COMMITTED', fabricTxId: txId, commitBlock: blockNumber },
      });
      codes.push(validationCode);
    }
    return codes;
  }

  /** Carries every event out that a projector has not seen yet. */
  async project(only: readonly Projection[] = projections): Promise<void> {
    const ctx = this.money.as();
    const chain = { tenantId: ctx.tenant.id, channel: mainChannel };
    await this.money.in(async () => {
      const head = await this.ledger.head(chain);
      for (const projection of only) {
        const from = await readCheckpoint(ctx, projection.name, mainChannel);
        const batch = await this.ledger.readEvents({
          ...chain,
          ...{ afterBlock: from.lastBlock, afterIndex: from.lastEventIndex, limit: bound },
        });
        if (from.lastBlock >= head.blockNumber) continue;
        const result = await projectEvents({ ctx, projection, channel: mainChannel, from, batch });
        if (result !== 'APPLIED') throw new Error(result);
      }
    });
  }

  /** From the outbox to the tables; the codes of the ledger. */
  async run(): Promise<string[]> {
    const codes = await this.submit();
    await this.project();
    return codes;
  }

  /** Reasons of what was set aside. */
  async letters(): Promise<string[]> {
    const rows = await this.money.in(() =>
      this.db.eventDLQ.findMany({
        where: { status: 'OPEN' },
        orderBy: [{ blockNumber: 'asc' }, { eventIndex: 'asc' }],
        take: bound,
        select: { reason: true },
      }),
    );
    return rows.map(({ reason }) => reason);
  }

  /** Every event of the chain, in its order. */
  async events(): Promise<readonly LedgerEvent[]> {
    const chain = { tenantId: this.money.tenant.id, channel: mainChannel };
    const range = { ...chain, afterBlock: -1n, afterIndex: -1, limit: bound };
    return (await this.money.in(() => this.ledger.readEvents(range))).events;
  }

  /** Every row that the projections make or move. */
  rows() {
    const { db } = this;
    const take = bound;
    return this.money.in(async () => ({
      organizations: await db.onchainOrganization.findMany({ orderBy: { id: 'asc' }, take }),
      endorsements: await db.onchainEndorsement.findMany({
        orderBy: [{ endorserId: 'asc' }, { organizationId: 'asc' }],
        take,
      }),
      rules: await db.onchainAuthRule.findMany({
        orderBy: [{ ruleId: 'asc' }, { organizationId: 'asc' }],
        take,
      }),
      multisigs: await db.onchainMultisig.findMany({ orderBy: { id: 'asc' }, take }),
      proposals: await db.governanceProposal.findMany({ orderBy: { id: 'asc' }, take }),
      votes: await db.governanceVote.findMany({ orderBy: { voterId: 'asc' }, take }),
      system: await db.systemState.findMany({ take }),
      parameters: await db.systemParameter.findMany({ orderBy: { key: 'asc' }, take }),
      countries: await db.onchainCountry.findMany({ orderBy: { countryCode: 'asc' }, take }),
      admins: await db.systemAdmin.findMany({ orderBy: { adminId: 'asc' }, take }),
      figures: await db.dailyLedgerFigures.findMany({ orderBy: { day: 'asc' }, take }),
      loans: await db.loan.findMany({ orderBy: { id: 'asc' }, take }),
      wallets: await db.wallet.findMany({ orderBy: { id: 'asc' }, take }),
      transfers: await db.transfer.findMany({ orderBy: { id: 'asc' }, take }),
      entries: await db.transaction.findMany({ orderBy: { id: 'asc' }, take }),
      users: await db.user.findMany({ orderBy: { id: 'asc' }, take }),
    }));
  }
}
