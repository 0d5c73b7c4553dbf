import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/*
 * The hashes of an embedded chain, as docs/ledger-format.md describes them: SHA-256 over the
 * canonical JSON of an object whose `format` names the layout. A change of layout takes a new name.
 */
export interface HashedTransaction {
  readonly tenantId: string;
  readonly channel: string;
  readonly blockNumber: bigint;
  readonly indexInBlock: number;
  readonly txId: string;
  readonly commandId: string;
  readonly commandType: string;
  readonly chaincode: string;
  readonly payload: unknown;
  readonly events: unknown;
  readonly validationCode: string;
  readonly createdAt: Date;
}

export interface HashedBlock {
  readonly tenantId: string;
  readonly channel: string;
  readonly blockNumber: bigint;
  readonly previousHash: Uint8Array;
  readonly dataHash: Uint8Array;
  readonly transactionCount: number;
  readonly createdAt: Date;
}

/** What the first block carries as the hash of the one before. */
export const genesisHash: Uint8Array<ArrayBuffer> = new Uint8Array(32);

/** Hash of one transaction, 32 bytes. */
export function hashTransaction(tx: HashedTransaction): Uint8Array<ArrayBuffer> {
  return digest({
    format: 'freehold.ledger.transaction.1',
    tenantId: tx.tenantId,
    channel: tx.channel,
    blockNumber: tx.blockNumber.toString(),
    indexInBlock: tx.indexInBlock,
    txId: tx.txId,
    commandId: tx.commandId,
    commandType: tx.commandType,
    chaincode: tx.chaincode,
    payload: tx.payload,
    events: tx.events,
    validationCode: tx.validationCode,
    createdAt: tx.createdAt.toISOString(),
  });
}

/** Hash over the hashes of a block's transactions, in order, 32 bytes. */
export function hashData(transactionHashes: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return digest({
    format: 'freehold.ledger.data.1',
    transactions: transactionHashes.map(toHex),
  });
}

/** Hash of one block, 32 bytes. */
export function hashBlock(block: HashedBlock): Uint8Array<ArrayBuffer> {
  return digest({
    format: 'freehold.ledger.block.1',
    tenantId: block.tenantId,
    channel: block.channel,
    blockNumber: block.blockNumber.toString(),
    previousHash: toHex(block.previousHash),
    dataHash: toHex(block.dataHash),
    transactionCount: block.transactionCount,
    createdAt: block.createdAt.toISOString(),
  });
}

/** Bytes as lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

function digest(value: object): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(canonicalJson(value), 'utf8').digest());
}
