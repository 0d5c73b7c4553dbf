import type { CommandType, TransferKind, TransferStatus } from '@freehold/core-contracts/enums';
import type { Prisma } from '@freehold/core-db';
import type { AnnouncedTransfer } from './announced-transfer.ts';

/** One receiver. A wallet receives once per transfer. */
export interface TransferLegRequest {
  readonly toWalletId: string;
  /** Canonical text of a positive amount. */
  readonly amount: string;
}

/** What the ledger is told in the transaction of the movement. Its payload was parsed by the command's schema. */
export interface TransferCommand {
  /** UUIDv7, made by the caller. */
  readonly commandId: string;
  readonly commandType: CommandType;
  /** Idempotency of the command, e.g. `transfer:<transferId>`. */
  readonly requestId: string;
  readonly aggregateKey: string;
  readonly payload: Prisma.InputJsonObject;
}

/** What makes a transfer wait whatever its risk: a business rule. */
export interface TransferHold {
  /** Snapshot of the rule, as `Transfer.approvalRule` keeps it. */
  readonly rule: Prisma.InputJsonObject;
  readonly expiresAt: Date;
  /** What the ledger is told when it starts to wait. */
  readonly command: TransferCommand | null;
}

/** Whose limits and habits a transfer is judged by; a transfer without one is judged by neither. */
export interface TransferSender {
  readonly userId: string | null;
  readonly organizationId: string | null;
  /** SHA-256 of the browser's secret as `TrustedDevice.secretHash` has it; null where there is no browser. */
  readonly deviceHash: string | null;
}

export interface TransferRequest {
  /** UUIDv7, made by the caller. */
  readonly transferId: string;
  /** Idempotency: unique per tenant. */
  readonly requestId: string;
  readonly kind: TransferKind;
  readonly fromWalletId: string;
  /** 1 to 100. */
  readonly legs: readonly TransferLegRequest[];
  /** On top of the amounts; `0` for none. */
  readonly fee: string;
  readonly reference: string | null;
  readonly sender: TransferSender | null;
  readonly businessAccountId: string | null;
  /** The confirmed transfer that this one takes back. */
  readonly reversalOfId: string | null;
  readonly hold: TransferHold | null;
  /** Told to the ledger when the money moves at once; null only together with `hold`. */
  readonly command: TransferCommand | null;
}

/** ACCEPTED: in CLEARING. HELD: waits for somebody. REJECTED: nothing moved, and its requestId stays so. CONFLICT: its requestId is another transfer's. REFUSED: could not even be stored, e.g. an unknown wallet. */
export type TransferOutcome = 'ACCEPTED' | 'HELD' | 'REJECTED' | 'CONFLICT' | 'REFUSED';

export interface TransferVerdict {
  /** The known transfer's id where the request was made before. */
  readonly transferId: string;
  readonly outcome: TransferOutcome;
  /** As it is now: a request made before may have settled since. Null where nothing is stored. */
  readonly status: TransferStatus | null;
  readonly isNew: boolean;
  /** Codes, e.g. `transfer.insufficient_funds`. */
  readonly reasons: readonly string[];
  readonly riskScore: number | null;
}

/** What became of a transfer on the ledger. FAILED pays back, and only a refusal by the ledger is one. */
export interface Settlement {
  readonly transferId: string;
  readonly outcome: 'CONFIRMED' | 'FAILED';
  /** Transaction of the ledger; null where a person gave the transfer up. */
  readonly onChainTxId: string | null;
  /** Code of why it failed. */
  readonly reason: string | null;
}

/** SETTLED: it moved now. UNCHANGED: it had before, the same way. UNKNOWN: no such transfer. MISMATCH: it is in a state from which this cannot be. */
export interface SettlementVerdict {
  readonly transferId: string;
  readonly result: 'SETTLED' | 'UNCHANGED' | 'UNKNOWN' | 'MISMATCH';
  /** As it stands now. */
  readonly status: TransferStatus | null;
  /** What moved now, to tell whom it concerns. */
  readonly settled: AnnouncedTransfer | null;
}

/** Lets go what waited: its money moves to CLEARING and the ledger is told. */
export interface HeldRelease {
  readonly transferId: string;
  readonly command: TransferCommand;
}

/** RELEASED: in CLEARING. REJECTED: refused at the last moment, e.g. a wallet frozen meanwhile; nothing moved. MISMATCH: it does not wait (any more). */
export interface ReleaseVerdict {
  readonly transferId: string;
  readonly outcome: 'RELEASED' | 'REJECTED' | 'MISMATCH';
  readonly reasons: readonly string[];
}

/** Gives up what waited: what was held is available again. */
export interface HeldDrop {
  readonly transferId: string;
  /** Code, e.g. `transfer.declined`, `transfer.expired`. */
  readonly reason: string;
}
