import { postTransfers } from '@freehold/core-services/money/post-transfers';
import type { ServiceContext } from '@freehold/core-services/context';
import type { Book, BookedTransfer } from './book.ts';
import type { Random } from './random.ts';
import { toRequest } from './requests.ts';

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
    const requests = transfers.map((one) =>
      toRequest(this.#random, {
        kind: 'TRANSFER',
        ...one,
        legs: [{ toWalletId: one.to, amount: one.amount }],
      }),
    );
    const verdicts = await postTransfers(this.#ctx.db, this.#ctx, requests, { audit: null });
    for (const [index, transfer] of transfers.entries()) {
      const mayMove =
        !frozen.has(transfer.from) && !frozen.has(transfer.to) && this.#book.canPay(transfer);
      transfer.status = mayMove ? 'PENDING' : 'REJECTED';
      const { status, isNew } = verdicts[index] ?? {};
      if (status !== transfer.status || isNew !== true) {
        throw new Error(`A transfer should be ${transfer.status} and is ${status}`);
      }
      this.#book.write(transfer);
    }
    return transfers.map(({ amount, status }) => `${amount} ${status}`).join(', ');
  }

  /** The same once more, or under the same name something else. */
  async sendAgain(): Promise<string> {
    const known = [...this.#book.transfers.values()];
    if (known.length === 0) return 'nothing';
    const one = this.#random.pick(known);
    const isOther = this.#random.chance(2);
    const amount = isOther ? '61' : one.amount;
    const request = toRequest(this.#random, {
      kind: 'TRANSFER',
      ...one,
      legs: [{ toWalletId: one.to, amount }],
    });
    const [verdict] = await postTransfers(this.#ctx.db, this.#ctx, [request], { audit: null });
    const isRight =
      verdict?.isNew === false &&
      verdict.transferId === one.id &&
      (verdict.outcome === 'CONFLICT') === isOther;
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
    const to = random.pick(this.#wallets.filter((id) => id !== from));
    // Few enough digits to be read, enough to be rounded wrongly.
    const amount = `${1 + random.int(60)}.${1 + random.int(9)}0000000${1 + random.int(9)}`;
    const fee = random.chance(2) ? '0' : `0.${1 + random.int(9)}`;
    const id = random.uuid();
    return {
      id,
      requestId: id,
      commandId: random.uuid(),
      from,
      to,
      amount,
      fee,
      status: 'PENDING',
    };
  }
}
