import type { TransferStatus } from '@freehold/core-contracts/enums';
import { fromUnits, toUnits } from '@freehold/core-services/money/amount-units';
import type { TransferRequest } from '@freehold/core-services/money/transfer-request';

export interface BookedTransfer {
  readonly id: string;
  readonly requestId: string;
  readonly commandId: string;
  readonly from: string;
  readonly legs: TransferRequest['legs'];
  readonly fee: string;
  readonly hold: TransferRequest['hold'];
  status: TransferStatus;
}

interface Account {
  balance: bigint;
  held: bigint;
}

/** A second book, kept by hand: what the platform must say at any moment. */
export class Book {
  readonly transfers = new Map<string, BookedTransfer>();
  readonly #accounts = new Map<string, Account>();
  #fees = 0n;

  open(walletId: string, balance: string): void {
    this.#accounts.set(walletId, { balance: toUnits(balance), held: 0n });
  }

  balance(walletId: string): string {
    return fromUnits(this.#of(walletId).balance);
  }

  held(walletId: string): string {
    return fromUnits(this.#of(walletId).held);
  }

  /** What the platform has taken for its work. */
  get fees(): string {
    return fromUnits(this.#fees);
  }

  canPay(transfer: BookedTransfer): boolean {
    const { balance, held } = this.#of(transfer.from);
    return balance - held >= totalOf(transfer);
  }

  /** A transfer was answered: what was accepted leaves its sender at once. */
  write(transfer: BookedTransfer): void {
    this.transfers.set(transfer.id, transfer);
    const sender = this.#of(transfer.from);
    if (transfer.status === 'PENDING') sender.balance -= totalOf(transfer);
    if (transfer.status === 'AWAITING_APPROVAL') sender.held += totalOf(transfer);
  }

  /** The platform says what became of one. Throws where that cannot be. */
  settle(id: string, status: TransferStatus): void {
    const transfer = this.transfers.get(id);
    if (transfer === undefined) throw new Error(`Transfer ${id} is in no book`);
    if (transfer.status === status) return;
    const sender = this.#of(transfer.from);
    const total = totalOf(transfer);
    switch (`${transfer.status} ${status}`) {
      case 'AWAITING_APPROVAL PENDING':
        sender.held -= total;
        sender.balance -= total;
        break;
      case 'AWAITING_APPROVAL REJECTED':
        sender.held -= total;
        break;
      case 'PENDING CONFIRMED':
        for (const { toWalletId, amount } of transfer.legs) {
          this.#of(toWalletId).balance += toUnits(amount);
        }
        this.#fees += toUnits(transfer.fee);
        break;
      case 'PENDING FAILED':
        sender.balance += total;
        break;
      default:
        throw new Error(`Transfer ${id} was ${transfer.status} and is ${status}`);
    }
    transfer.status = status;
  }

  #of(walletId: string): Account {
    const account = this.#accounts.get(walletId);
    if (account === undefined) throw new Error(`Wallet ${walletId} is in no book`);
    return account;
  }
}

function totalOf({ legs, fee }: BookedTransfer): bigint {
  return legs.reduce((sum, { amount }) => sum + toUnits(amount), toUnits(fee));
}
