import type { TransferStatus } from '@freehold/core-contracts/enums';
import { fromUnits, toUnits } from '@freehold/core-services/money/amount-units';

export interface BookedTransfer {
  readonly id: string;
  readonly requestId: string;
  readonly commandId: string;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly fee: string;
  status: TransferStatus;
}

/** A second book, kept by hand: what the platform must say at any moment. */
export class Book {
  readonly transfers = new Map<string, BookedTransfer>();
  readonly #balances = new Map<string, bigint>();
  #fees = 0n;

  open(walletId: string, balance: string): void {
    this.#balances.set(walletId, toUnits(balance));
  }

  balance(walletId: string): string {
    return fromUnits(this.#units(walletId));
  }

  /** What the platform has taken for its work. */
  get fees(): string {
    return fromUnits(this.#fees);
  }

  canPay({ from, amount, fee }: BookedTransfer): boolean {
    return this.#units(from) >= toUnits(amount) + toUnits(fee);
  }

  /** A transfer was answered: what was accepted leaves its sender at once. */
  write(transfer: BookedTransfer): void {
    this.transfers.set(transfer.id, transfer);
    if (transfer.status === 'PENDING') this.#move(transfer.from, -totalOf(transfer));
  }

  /** The platform says what became of one that was under way. Throws where that cannot be. */
  settle(id: string, status: TransferStatus): void {
    const transfer = this.transfers.get(id);
    if (transfer === undefined) throw new Error(`Transfer ${id} is in no book`);
    if (transfer.status === status) return;
    if (transfer.status !== 'PENDING') {
      throw new Error(`Transfer ${id} was ${transfer.status} and is ${status}`);
    }
    if (status === 'CONFIRMED') {
      this.#move(transfer.to, toUnits(transfer.amount));
      this.#fees += toUnits(transfer.fee);
    } else if (status === 'FAILED') {
      this.#move(transfer.from, totalOf(transfer));
    } else {
      throw new Error(`Transfer ${id} was PENDING and is ${status}`);
    }
    transfer.status = status;
  }

  #units(walletId: string): bigint {
    const units = this.#balances.get(walletId);
    if (units === undefined) throw new Error(`Wallet ${walletId} is in no book`);
    return units;
  }

  #move(walletId: string, units: bigint): void {
    this.#balances.set(walletId, this.#units(walletId) + units);
  }
}

function totalOf({ amount, fee }: BookedTransfer): bigint {
  return toUnits(amount) + toUnits(fee);
}
