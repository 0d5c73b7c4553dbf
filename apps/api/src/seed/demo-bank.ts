import { mainChannel } from '@freehold/core-contracts/ledger';
import type { ActOutcome } from '@freehold/core-contracts/people';
import type { Actor, ServiceContext } from '@freehold/core-services/context';
import { createEmbeddedLedger } from '@freehold/core-services/ledger/embedded-ledger';
import type { LedgerAnswer, LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { projectEvents, readCheckpoint } from '@freehold/core-services/ledger/project-events';
import { projections } from '@freehold/core-services/ledger/projections/find-handler';
import { approveProposal } from '@freehold/core-services/proposals/approve-proposal';

/** Somebody of the demo with a wallet. */
export interface DemoHolder {
  readonly userId: string;
  readonly walletId: string;
  readonly email: string;
  readonly name: string;
  readonly actor: Actor;
}

/** Who decides about money in the demo. */
export interface DemoOffice {
  readonly treasurer: Actor;
  readonly admin: Actor;
}

/** Most commands, and blocks, at once. */
const bound = 500;

/**
 * The past of a tenant's money, told in order: its clock only goes forward, and what the ledger is
 * told goes through the embedded one at the time it happened, so that both books agree from the first
 * start on.
 */
export class DemoBank {
  readonly #ledger: LedgerGateway;
  #ctx: ServiceContext;
  #now: Date;
  #accounts: readonly string[] = [];

  constructor(ctx: ServiceContext, from: Date) {
    this.#now = from;
    const clock = () => this.#now;
    this.#ctx = { ...ctx, clock };
    this.#ledger = createEmbeddedLedger({ db: ctx.db, clock });
  }

  /** Whose accounts the ledger is to confirm. */
  confirmAccounts(aggregateKeys: readonly string[]): void {
    this.#accounts = aggregateKeys;
  }

  get now(): Date {
    return this.#now;
  }

  get ctx(): ServiceContext {
    return this.#ctx;
  }

  /** Acts under these settings from now on. */
  useSettings(settings: ServiceContext['tenant']['settings']): void {
    this.#ctx = { ...this.#ctx, tenant: { ...this.#ctx.tenant, settings } };
  }

  as(actor: Actor): ServiceContext {
    return { ...this.#ctx, actor };
  }

  /** Goes forward; a time that is past is left where it is. */
  moveTo(at: Date): void {
    if (at > this.#now) this.#now = at;
  }

  moveBy(ms: number): void {
    this.moveTo(new Date(this.#now.getTime() + ms));
  }

  /** An act with its second person, where it needs one. */
  async agree(outcome: Promise<ActOutcome>, second: Actor): Promise<void> {
    const result = await outcome;
    if (result.state === 'DONE') return;
    const input = {
      proposalId: result.proposalId,
      version: 0,
      reason: 'Checked against the plan.',
    };
    this.moveBy(20 * 60_000);
    await approveProposal({ ctx: this.as(second), input });
  }

  /** Gives the ledger what waits for it, as one block, and carries out what it says. */
  async settle(): Promise<void> {
    this.moveBy(4_000);
    const { db, tenant } = this.#ctx;
    const rows = await db.outboxCommand.findMany({
      where: {
        status: 'PENDING',
        // Whoever is not among those whose money this is waits for the worker, as after any approval.
        OR: [
          { commandType: { not: 'CREATE_USER' } },
          { aggregateKey: { in: [...this.#accounts] } },
        ],
      },
      orderBy: { position: 'asc' },
      take: bound,
      select: { id: true, commandType: true, payload: true },
    });
    const commands = await Promise.all(
      rows.map(async ({ id: commandId, commandType, payload }) => {
        const command = { tenantId: tenant.id, commandId, commandType, payload };
        return { ...command, txId: await this.#ledger.createTxId(command) };
      }),
    );
    const answers = (await this.#ledger.submitMany?.(commands, { timeoutMs: 30_000 })) ?? [];
    for (const [index, { commandId, commandType }] of commands.entries()) {
      await this.#commit(commandId, commandType, answers[index]);
    }
    if (commands.length > 0) await this.#project();
  }

  async #commit(commandId: string, commandType: string, answer?: LedgerAnswer): Promise<void> {
    if (answer === undefined || 'error' in answer || answer.receipt.validationCode !== 'VALID') {
      throw new Error(`The demo's ledger refused ${commandType}`, { cause: answer });
    }
    const { txId, blockNumber } = answer.receipt;
    await this.#ctx.db.outboxCommand.updateMany({
      where: { id: commandId },
      data: {
        ...{ status: 'COMMITTED', attempts: 1, version: { increment: 1 } },
        ...{ fabricTxId: txId, commitBlock: blockNumber, submittedAt: this.#now },
      },
    });
  }

  async #project(): Promise<void> {
    const chain = { tenantId: this.#ctx.tenant.id, channel: mainChannel };
    const ctx = this.as({ kind: 'SYSTEM', name: 'demo seed' });
    for (const projection of projections) {
      const from = await readCheckpoint(ctx, projection.name, mainChannel);
      const batch = await this.#ledger.readEvents({
        ...chain,
        ...{ afterBlock: from.lastBlock, afterIndex: from.lastEventIndex, limit: bound },
      });
      const isConcerned = batch.events.some(({ name }) => Object.hasOwn(projection.handlers, name));
      // What is nobody's business here is passed over by the worker.
      if (!isConcerned) continue;
      const result = await projectEvents({ ctx, projection, channel: mainChannel, from, batch });
      if (result !== 'APPLIED') throw new Error(`${projection.name} of the demo is ${result}`);
    }
  }
}
