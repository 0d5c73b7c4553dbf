import type { TransferStatus } from '@freehold/core-contracts/enums';
import type { ApprovalRule } from '@freehold/core-services/business/transfer-fields';
import type { ServiceContext } from '@freehold/core-services/context';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import type {
  TransferOutcome,
  TransferRequest,
} from '@freehold/core-services/money/transfer-request';
import type { Book, BookedTransfer } from './book.ts';
import type { Random } from './random.ts';
import { toRequest } from './requests.ts';

const dayMs = 86_400_000;

/** Nobody's signature is asked for: the operators of the simulation decide. */
const rule: ApprovalRule = {
  ...{ minimumWeight: 1, minimumApprovers: 1, requiredRole: null, isInitiatorCounted: false },
  ...{ initiatorId: '', signatories: [] },
};

/** People who send, and whose answers are known beforehand. */
export class Senders {
  readonly #ctx: ServiceContext;
  readonly #random: Random;
  readonly #book: Book;
  readonly #wallets: readonly string[];

  constructor(ctx: ServiceContext, random: Random, book: Book, wallets: readonly string[]) {
    this.#ctx = ctx;
    this.#random = random;
    this.#book = book;
    this.#wallets = wallets;
  }

  /** Some transfers in one call, or one. */
  async send(count: number): Promise<string> {
    const transfers = Array.from({ length: count }, () => this.#newTransfer());
    const frozen = await this.#listFrozen();
    const requests = transfers.map((one) => toRequest(this.#random, { kind: 'TRANSFER', ...one }));
    const verdicts = await postTransfers(this.#ctx.db, this.#ctx, requests, { audit: null });
    for (const [index, transfer] of transfers.entries()) {
      const parties = [transfer.from, ...transfer.legs.map(({ toWalletId }) => toWalletId)];
      const mayMove = !parties.some((id) => frozen.has(id)) && this.#book.canPay(transfer);
      const isHeld = transfer.hold !== null;
      transfer.status = !mayMove ? 'REJECTED' : isHeld ? 'AWAITING_APPROVAL' : 'PENDING';
      const { status, isNew } = verdicts[index] ?? {};
      if (status !== transfer.status || isNew !== true) {
        throw new Error(`A transfer should be ${transfer.status} and is ${status}`);
      }
      this.#book.write(transfer);
    }
    return transfers.map((one) => `${amountsOf(one)} ${one.status}`).join(', ');
  }

  /** The same once more, or under the same name something else. */
  async sendAgain(): Promise<string> {
    const known = [...this.#book.transfers.values()];
    if (known.length === 0) return 'nothing';
    const one = this.#random.pick(known);
    const isOther = this.#random.chance(2);
    const legs = isOther ? one.legs.map((leg) => ({ ...leg, amount: '61' })) : one.legs;
    const request = toRequest(this.#random, { kind: 'TRANSFER', ...one, legs });
    const [verdict] = await postTransfers(this.#ctx.db, this.#ctx, [request], { audit: null });
    const isRight =
      verdict?.isNew === false &&
      verdict.transferId === one.id &&
      verdict.outcome === (isOther ? 'CONFLICT' : outcomeOf(one.status));
    if (!isRight) throw new Error(`Asked again, the answer is ${JSON.stringify(verdict)}`);
    return isOther ? 'other contents' : 'the same';
  }

  async #listFrozen(): Promise<ReadonlySet<string>> {
    const rows = await this.#ctx.db.wallet.findMany({
      where: { id: { in: [...this.#wallets] }, isFrozen: true },
      select: { id: true },
    });
    return new Set(rows.map(({ id }) => id));
  }

  #newTransfer(): BookedTransfer {
    const random = this.#random;
    const from = random.pick(this.#wallets);
    const others = this.#wallets.filter((id) => id !== from);
    const receivers = new Set(
      Array.from({ length: random.chance(4) ? 3 : 1 }, () => random.pick(others)),
    );
    // Few enough digits to be read, enough to be rounded wrongly.
    const legs = [...receivers].map((toWalletId) => ({
      toWalletId,
      amount: `${1 + random.int(60)}.${1 + random.int(9)}0000000${1 + random.int(9)}`,
    }));
    const fee = random.chance(2) ? '0' : `0.${1 + random.int(9)}`;
    const id = random.uuid();
    const hold = random.chance(4) ? this.#newHold() : null;
    return {
      ...{ id, requestId: id, commandId: random.uuid() },
      ...{ from, legs, fee, hold, status: 'PENDING' },
    };
  }

  /** Some have waited too long as soon as they begin to. */
  #newHold(): NonNullable<TransferRequest['hold']> {
    const waitMs = this.#random.chance(3) ? -dayMs : dayMs;
    const expiresAt = new Date(this.#ctx.clock().getTime() + waitMs);
    return { rule, expiresAt, command: null };
  }
}

function amountsOf({ legs }: BookedTransfer): string {
  return legs.map(({ amount }) => amount).join('+');
}

function outcomeOf(status: TransferStatus): TransferOutcome {
  if (status === 'REJECTED') return 'REJECTED';
  return status === 'AWAITING_APPROVAL' ? 'HELD' : 'ACCEPTED';
}
