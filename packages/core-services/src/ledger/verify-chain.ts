import type { ChainVerdict } from '@freehold/core-contracts/audit';
import type { TenantClient } from '@freehold/core-db';
import { findContract } from './contracts/find-contract.ts';
import { genesisHash, hashBlock, hashData, hashTransaction, toHex } from './ledger-hash.ts';
import { validCode } from './ledger-gateway.ts';

/** A block that somebody noted outside the database: what even a wholly rewritten chain cannot match. */
export interface KnownBlock {
  readonly blockNumber: bigint;
  /** Hex */
  readonly hash: string;
}

export interface VerifyOptions {
  readonly channel: string;
  readonly known?: KnownBlock | undefined;
  readonly onProgress?: (checkedBlocks: bigint, headBlock: bigint) => void;
  /** Blocks read at a time. */
  readonly pageSize?: number;
}

type Block = Awaited<ReturnType<typeof readPage>>['blocks'][number];
type Transaction = Awaited<ReturnType<typeof readPage>>['transactions'][number];

class BrokenChain extends Error {
  readonly position: bigint;
  constructor(position: bigint, reason: string) {
    super(reason);
    this.position = position;
  }
}

/**
 * Recomputes an embedded chain from block 0 in the current tenant scope, a page at a time, and
 * names the first block that does not fit. Blocks appended meanwhile are left out.
 */
export async function verifyChain(db: TenantClient, options: VerifyOptions): Promise<ChainVerdict> {
  const head = await readHead(db, options.channel);
  const progress = { nextBlock: 0n, previousHash: genesisHash as Uint8Array };
  try {
    while (progress.nextBlock <= head.blockNumber) {
      const page = await readPage(db, options, progress.nextBlock, head.blockNumber);
      if (page.blocks.length === 0) {
        const end = `the chain ends before block ${progress.nextBlock}`;
        throw new BrokenChain(progress.nextBlock, `${end}, its head stands at ${head.blockNumber}`);
      }
      for (const block of page.blocks) {
        checkBlock(block, page.transactions, progress, options);
        progress.previousHash = block.hash;
        progress.nextBlock += 1n;
      }
      await checkState(db, options.channel, page.transactions);
      options.onProgress?.(progress.nextBlock, head.blockNumber);
    }
    await checkHead(db, options, head, progress.previousHash);
  } catch (error) {
    if (!(error instanceof BrokenChain)) throw error;
    const firstBroken = { position: error.position, reason: error.message };
    return verdict(progress.nextBlock, firstBroken, head.hash);
  }
  return verdict(progress.nextBlock, null, head.hash);
}

function verdict(
  checkedCount: bigint,
  firstBroken: ChainVerdict['firstBroken'],
  headHash: Uint8Array | null,
): ChainVerdict {
  return {
    isIntact: firstBroken === null,
    checkedCount,
    firstBroken,
    headHash: headHash === null ? null : toHex(headHash),
  };
}

async function readHead(db: TenantClient, channel: string) {
  const head = await db.ledgerChain.findFirst({
    where: { channel },
    select: { blockNumber: true, hash: true },
  });
  return head ?? { blockNumber: -1n, hash: null };
}

async function readPage(
  db: TenantClient,
  { channel, pageSize = 200 }: VerifyOptions,
  from: bigint,
  to: bigint,
) {
  const blocks = await db.ledgerBlock.findMany({
    where: { channel, blockNumber: { gte: from, lte: to } },
    orderBy: { blockNumber: 'asc' },
    take: pageSize,
  });
  const last = blocks.at(-1)?.blockNumber ?? from;
  const transactions = await db.ledgerTransaction.findMany({
    where: { channel, blockNumber: { gte: from, lte: last } },
    orderBy: [{ blockNumber: 'asc' }, { indexInBlock: 'asc' }],
  });
  return { blocks, transactions };
}

function checkBlock(
  block: Block,
  page: readonly Transaction[],
  expected: { readonly nextBlock: bigint; readonly previousHash: Uint8Array },
  { known }: VerifyOptions,
): void {
  const broken = (reason: string) => new BrokenChain(expected.nextBlock, reason);
  if (block.blockNumber !== expected.nextBlock) throw broken('block is missing');
  const transactions = page.filter(({ blockNumber }) => blockNumber === block.blockNumber);
  if (transactions.length !== block.transactionCount) {
    const count = `holds ${transactions.length} transactions, was made with`;
    throw broken(`${count} ${block.transactionCount}`);
  }
  for (const [index, transaction] of transactions.entries()) {
    if (transaction.indexInBlock !== index) throw broken('transactions are out of order');
    if (
      !isSame(
        transaction.hash,
        tryHash(() => hashTransaction(transaction)),
      )
    ) {
      throw broken(`content of transaction ${transaction.txId} does not match its hash`);
    }
  }
  const dataHash = hashData(transactions.map(({ hash }) => hash));
  if (!isSame(block.dataHash, dataHash)) throw broken('transactions do not match the data hash');
  if (!isSame(block.previousHash, expected.previousHash)) {
    throw broken('does not carry the hash of the block before it');
  }
  if (!isSame(block.hash, hashBlock(block))) throw broken('content does not match its hash');
  if (known?.blockNumber === block.blockNumber && known.hash.toLowerCase() !== toHex(block.hash)) {
    throw broken('is not the block that was noted outside');
  }
}

function tryHash(hash: () => Uint8Array): Uint8Array | null {
  try {
    return hash();
  } catch {
    // What has no canonical form cannot have been written by the ledger.
    return null;
  }
}

function isSame(left: Uint8Array, right: Uint8Array | null): boolean {
  return right !== null && Buffer.compare(left, right) === 0;
}

/** The world state is derived: what a transaction wrote must be there under its name. */
async function checkState(
  db: TenantClient,
  channel: string,
  transactions: readonly Transaction[],
): Promise<void> {
  // The last one of the page to write a key is the one whose name it must bear.
  const written = new Map<string, Pick<Transaction, 'txId' | 'blockNumber'>>();
  for (const { txId, blockNumber, commandType, payload, events, validationCode } of transactions) {
    if (validationCode !== validCode) continue;
    const keys = findContract(commandType)?.writtenKeysOf(payload, events) ?? [];
    for (const key of keys) written.set(key, { txId, blockNumber });
  }
  const byKey = await readWriters(db, channel, [...written.keys()]);
  for (const [key, { txId, blockNumber }] of written) {
    const row = byKey.get(key);
    // A later page may have written the key again.
    const isThere = row !== undefined && (row.blockNumber > blockNumber || row.txId === txId);
    if (!isThere) throw new BrokenChain(blockNumber, `world state has lost ${key}`);
  }
}

/** Keys of one statement: a statement cannot carry more than 32,767 values. */
const keysAtATime = 5_000;

async function readWriters(db: TenantClient, channel: string, keys: readonly string[]) {
  const byKey = new Map<string, { readonly txId: string; readonly blockNumber: bigint }>();
  for (let from = 0; from < keys.length; from += keysAtATime) {
    const rows = await db.ledgerState.findMany({
      where: { channel, key: { in: keys.slice(from, from + keysAtATime) } },
      select: { key: true, txId: true, blockNumber: true },
      take: keysAtATime,
    });
    for (const { key, ...writer } of rows) byKey.set(key, writer);
  }
  return byKey;
}

async function checkHead(
  db: TenantClient,
  { channel, known }: VerifyOptions,
  head: Awaited<ReturnType<typeof readHead>>,
  lastHash: Uint8Array,
): Promise<void> {
  if (head.hash !== null && !isSame(head.hash, lastHash)) {
    throw new BrokenChain(head.blockNumber, 'the head does not carry the hash of the last block');
  }
  if (known !== undefined && known.blockNumber > head.blockNumber) {
    const reason = `was noted outside, the chain ends at block ${head.blockNumber}`;
    throw new BrokenChain(known.blockNumber, reason);
  }
  const last = await db.ledgerBlock.findFirst({
    where: { channel },
    orderBy: { blockNumber: 'desc' },
    select: { blockNumber: true },
  });
  const read = await db.projectorState.findFirst({
    where: { channel },
    orderBy: { lastBlock: 'desc' },
    select: { lastBlock: true },
  });
  // Read last: whatever was appended in between stands behind a head at least as far.
  const current = await readHead(db, channel);
  const beyond = [
    { at: last?.blockNumber ?? -1n, reason: 'stands past the head' },
    { at: read?.lastBlock ?? -1n, reason: 'was read by a projector and is missing' },
  ].find(({ at }) => at > current.blockNumber);
  if (beyond !== undefined) throw new BrokenChain(current.blockNumber + 1n, beyond.reason);
}
