import type { CommandType } from '@freehold/core-contracts/enums';

export interface LedgerCommand {
  readonly tenantId: string;
  readonly commandId: string;
  readonly commandType: CommandType;
  readonly payload: unknown;
  /** Chosen before the call and kept by the caller, so that it can ask again after losing the answer. */
  readonly txId: string;
  /** The number of the claim it is told under, for a ledger that can see whether that claim still holds. */
  readonly leaseNumber?: number;
}

/** A command before a transaction was made for it. */
export type UnsentCommand = Omit<LedgerCommand, 'txId' | 'leaseNumber'>;

/** What became of a command: its transaction is in a block, valid or refused there for good. */
export interface LedgerReceipt {
  readonly txId: string;
  readonly blockNumber: bigint;
  /** `VALID`, or why the contract refused it. */
  readonly validationCode: string;
}

/** What became of one of several commands: its receipt, or why the ledger did not take it. */
export type LedgerAnswer = { readonly receipt: LedgerReceipt } | { readonly error: LedgerError };

export interface LedgerEvent {
  readonly txId: string;
  readonly channel: string;
  readonly blockNumber: bigint;
  /** Place within the block, from 0, counted over all its transactions. */
  readonly eventIndex: number;
  readonly chaincode: string;
  readonly name: string;
  readonly version: number;
  readonly payload: unknown;
  readonly timestamp: Date;
}

export interface EventRange {
  readonly tenantId: string;
  readonly channel: string;
  /** The last event already read; block -1 before any. */
  readonly afterBlock: bigint;
  readonly afterIndex: number;
  /** Most blocks looked at, 1 to 1,000. */
  readonly limit: number;
}

export interface EventBatch {
  readonly events: readonly LedgerEvent[];
  /** Every event up to the end of this block is in the answer or before it. */
  readonly throughBlock: bigint;
}

export interface LedgerHead {
  /** -1 for a chain without a block. */
  readonly blockNumber: bigint;
  /** When that block was made. */
  readonly blockAt: Date | null;
}

/** One ledger, whichever kind. Idempotent by command id: the same command is given the same answer. */
export interface LedgerGateway {
  readonly name: string;
  /**
   * Whether a transaction id that was not submitted may be by any process, at any time. Where it may
   * not, a command that is tried again needs a new one.
   */
  readonly isTxIdReusable: boolean;
  /**
   * Whether a command always has the same transaction id: then its own id, which is on disk, is
   * enough to ask for it later, and nothing has to be written before it is submitted.
   */
  readonly isTxIdDerived?: true;
  /** The id of a new transaction of the command; nothing is submitted yet. Throws LedgerError. */
  createTxId(command: UnsentCommand): Promise<string>;
  /** Resolves once the transaction is in a block. Throws LedgerError. */
  submit(command: LedgerCommand, options: { readonly timeoutMs: number }): Promise<LedgerReceipt>;
  /**
   * Takes different commands of one tenant together, in order, and answers each in that order; one
   * it was given before is given its first answer. Throws LedgerError where none was taken. A
   * ledger that takes them one by one does without.
   */
  readonly submitMany?: (
    commands: readonly LedgerCommand[],
    options: { readonly timeoutMs: number },
  ) => Promise<LedgerAnswer[]>;
  /** What became of a command given earlier; null when the ledger does not have it. Throws LedgerError. */
  findByCommand(
    command: Pick<LedgerCommand, 'tenantId' | 'commandId' | 'txId'>,
    options: { readonly timeoutMs: number },
  ): Promise<LedgerReceipt | null>;
  /**
   * Closes the id of a command, once and for good: its receipt where the ledger has it, else one of
   * `cancelledCode`, after which no transaction of it can take effect, however late it comes. Only
   * for a ledger outside the platform's database: `cancelCommand` asks the embedded one itself.
   * Throws LedgerError.
   */
  readonly cancel?: (
    command: Pick<LedgerCommand, 'tenantId' | 'commandId'>,
    options: { readonly timeoutMs: number },
  ) => Promise<LedgerReceipt>;
  /** Events after a point, in block order. */
  readEvents(range: EventRange): Promise<EventBatch>;
  head(chain: Pick<EventRange, 'tenantId' | 'channel'>): Promise<LedgerHead>;
}

/** A ledger that did not take a command. RETRY may go better later; GIVE_UP never will. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly outcome: 'RETRY' | 'GIVE_UP';
  /** `ledger.reason` */
  readonly code: string;

  constructor(outcome: 'RETRY' | 'GIVE_UP', code: string, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.outcome = outcome;
    this.code = code;
  }
}

/** Code of the refusal of commands of which one was claimed by somebody else meanwhile: none was taken. */
export const leaseLostCode = 'ledger.lease_lost';

/** Validation code of a transaction that took effect. */
export const validCode = 'VALID';

/** Validation code of a command whose id was closed before the ledger had it. */
export const cancelledCode = 'CANCELLED';
