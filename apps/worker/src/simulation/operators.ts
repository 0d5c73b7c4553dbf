import { AppError } from '@freehold/core-contracts/errors';
import type { Actor, ServiceContext } from '@freehold/core-services/context';
import { cancelCommand } from '@freehold/core-services/ledger/cancel-command';
import { retryCommand } from '@freehold/core-services/ledger/retry-command';
import { startRebuild } from '@freehold/core-services/ledger/start-rebuild';
import { decideTransfer } from '@freehold/core-services/money/decide-transfer';
import { expireTransfers } from '@freehold/core-services/money/expire-transfers';
import { freezeWallet } from '@freehold/core-services/wallets/freeze-wallet';
import { unfreezeWallet } from '@freehold/core-services/wallets/unfreeze-wallet';
import type { Random } from './random.ts';

const reason = 'Because of chance';
const mostAtOnce = 50;

/** Operators who freeze, decide, retry, give up and rebuild as chance says. */
export class Operators {
  readonly #ctx: ServiceContext;
  readonly #random: Random;
  readonly #wallets: readonly string[];

  constructor(ctx: ServiceContext, random: Random, wallets: readonly string[]) {
    const actor: Actor = {
      ...{ kind: 'OPERATOR', userId: random.uuid(), homeTenantId: random.uuid() },
      ...{ role: 'TREASURER', name: 'Tara Treasurer' },
    };
    this.#ctx = { ...ctx, actor };
    this.#random = random;
    this.#wallets = wallets;
  }

  async freeze(): Promise<string> {
    const { db } = this.#ctx;
    const where = { id: { in: [...this.#wallets] }, isFrozen: true, unfreezeRequestedAt: null };
    const frozen = await db.wallet.findMany({ where, select: { id: true } });
    // Seldom more than one, or nobody could send.
    const ids = frozen.length === 0 ? this.#wallets : frozen.map(({ id }) => id).toSorted();
    const walletId = this.#random.pick(ids);
    const { isFrozen, version } = await db.wallet.findFirstOrThrow({ where: { id: walletId } });
    const verb = isFrozen ? unfreezeWallet : freezeWallet;
    return this.#try(isFrozen ? 'unfreeze' : 'freeze', () =>
      verb({ ctx: this.#ctx, input: { walletId, version, reason } }),
    );
  }

  /** Looks after a command that was set aside; now and then gives one up that was never told. */
  async operate(): Promise<string> {
    const isEarly = this.#random.chance(4);
    const commands = await this.#ctx.db.outboxCommand.findMany({
      where: isEarly
        ? { status: 'PENDING', fabricTxId: null, commandType: 'TRANSFER_TOKENS' }
        : { status: 'FAILED', commitBlock: null },
      orderBy: { position: 'asc' },
      take: mostAtOnce,
      select: { id: true, version: true },
    });
    if (commands.length === 0) return 'nothing';
    const { id: commandId, version } = this.#random.pick(commands);
    const input = { commandId, version, reason };
    if (isEarly) return this.#try('give up', () => cancelCommand({ ctx: this.#ctx, input }));
    const isRetry = this.#random.chance(2);
    const verb = isRetry ? retryCommand : cancelCommand;
    return this.#try(isRetry ? 'retry' : 'cancel', () => verb({ ctx: this.#ctx, input }));
  }

  /** Lets a transfer go that waits, or declines it. */
  async decide(): Promise<string> {
    const waiting = await this.#ctx.db.transfer.findMany({
      where: { status: 'AWAITING_APPROVAL' },
      orderBy: { id: 'asc' },
      take: mostAtOnce,
      select: { id: true, version: true },
    });
    if (waiting.length === 0) return 'nothing';
    const { id: transferId, version } = this.#random.pick(waiting);
    const decision = this.#random.chance(3) ? 'REJECT' : 'APPROVE';
    const input = { transferId, version, decision, reason } as const;
    return this.#try(decision === 'APPROVE' ? 'approve' : 'decline', () =>
      decideTransfer({ ctx: this.#ctx, input }),
    );
  }

  async expire(): Promise<string> {
    return `${await expireTransfers({ ctx: this.#ctx, limit: mostAtOnce })} expired`;
  }

  /** Every event of the chain is carried out once more. */
  rebuild(): Promise<string> {
    const input = { projectorName: 'money', reason };
    return this.#try('rebuild', () => startRebuild({ ctx: this.#ctx, input }));
  }

  /** Looks at one thing that waits for a person; false when nothing does. */
  async finishOne(): Promise<boolean> {
    const { db } = this.#ctx;
    const waiting = await db.transfer.count({ where: { status: 'AWAITING_APPROVAL' } });
    const failed = await db.outboxCommand.count({ where: { status: 'FAILED', commitBlock: null } });
    if (waiting + failed === 0) return false;
    if (waiting === 0) await this.operate();
    else if ((await this.decide()).endsWith('transfer.approval_expired')) await this.expire();
    return true;
  }

  async #try(name: string, work: () => Promise<unknown>): Promise<string> {
    try {
      await work();
      return name;
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'INTERNAL') throw error;
      return `${name}: ${error.code}`;
    }
  }
}
