import type { ChainVerdict } from '@freehold/core-contracts/audit';
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantClient } from '@freehold/core-db';
import { canonicalJson } from './canonical-json.ts';
import { findContract } from './contracts/find-contract.ts';
import { runContracts } from './contracts/run-contracts.ts';
import { toHex } from './ledger-hash.ts';

export interface RecomputeOptions {
  readonly channel: string;
  readonly onProgress?: (doneBlocks: bigint, headBlock: bigint) => void;
  /** Blocks, or keys, read at a time. */
  readonly pageSize?: number;
  /** Keys of the world state kept in memory, about 300 bytes each. */
  readonly maxKeys?: number;
}

interface Known {
  readonly value: unknown;
  readonly blockNumber: bigint;
}

class Difference extends Error {
  readonly position: bigint;
  constructor(position: bigint, reason: string) {
    super(reason);
    this.position = position;
  }
}

/**
 * Carries every transaction of an embedded chain out again, in memory, and compares its answer, its
 * events and the world state at the end with what is stored: finds what a chain with sound hashes
 * can still hide, a verdict its contract never gave or a changed balance. Blocks appended meanwhile
 * are left out. Throws LIMIT_EXCEEDED `ledger.state_too_large` past `maxKeys`.
 */
export async function recomputeChain(
  db: TenantClient,
  options: RecomputeOptions,
): Promise<ChainVerdict> {
  const { channel } = options;
  const head = await db.ledgerChain.findFirst({
    where: { channel },
    select: { blockNumber: true, hash: true },
  });
  const headBlock = head?.blockNumber ?? -1n;
  const state = new Map<string, Known>();
  const progress = { nextBlock: 0n };
  const end = { checkedCount: headBlock + 1n, headHash: head === null ? null : toHex(head.hash) };
  try {
    await recomputeBlocks(db, options, { headBlock, state, progress });
    await compareState(db, options, { headBlock, state });
  } catch (error) {
    if (!(error instanceof Difference)) throw error;
    const firstBroken = { position: error.position, reason: error.message };
    return { ...end, checkedCount: progress.nextBlock, isIntact: false, firstBroken };
  }
  return { ...end, isIntact: true, firstBroken: null };
}

interface Work {
  readonly headBlock: bigint;
  readonly state: Map<string, Known>;
  readonly progress: { nextBlock: bigint };
}

async function recomputeBlocks(
  db: TenantClient,
  { channel, onProgress, pageSize = 200, maxKeys = 5_000_000 }: RecomputeOptions,
  { headBlock, state, progress }: Work,
): Promise<void> {
  while (progress.nextBlock <= headBlock) {
    const from = progress.nextBlock;
    const until = from + BigInt(pageSize);
    const lt = until <= headBlock ? until : headBlock + 1n;
    const transactions = await db.ledgerTransaction.findMany({
      where: { channel, blockNumber: { gte: from, lt } },
      orderBy: [{ blockNumber: 'asc' }, { indexInBlock: 'asc' }],
    });
    for (const transaction of transactions) {
      await recompute(transaction, state);
      progress.nextBlock = transaction.blockNumber;
      if (state.size > maxKeys) {
        throw new AppError('LIMIT_EXCEEDED', 'ledger.state_too_large', { maximum: maxKeys });
      }
    }
    progress.nextBlock = lt;
    onProgress?.(lt, headBlock);
  }
}

type Transaction = Awaited<ReturnType<TenantClient['ledgerTransaction']['findFirstOrThrow']>>;

async function recompute(transaction: Transaction, state: Map<string, Known>): Promise<void> {
  const { txId, blockNumber, commandType, payload, createdAt } = transaction;
  const contract = findContract(commandType);
  if (contract === null) throw new Difference(blockNumber, `${commandType} has no contract`);
  const load = (keys: readonly string[]) =>
    Promise.resolve(
      new Map(
        keys.flatMap((key) => {
          const known = state.get(key);
          return known === undefined ? [] : [[key, known.value] as const];
        }),
      ),
    );
  const run = await runContracts([{ contract, payload }], createdAt, load).catch(() => null);
  const verdict = run?.verdicts[0];
  if (run === null || verdict === undefined) {
    throw new Difference(blockNumber, `transaction ${txId} cannot be carried out again`);
  }
  if (verdict.validationCode !== transaction.validationCode) {
    const stored = `is ${transaction.validationCode}, its contract says ${verdict.validationCode}`;
    throw new Difference(blockNumber, `transaction ${txId} ${stored}`);
  }
  if (textOf(verdict.events) !== textOf(transaction.events)) {
    throw new Difference(
      blockNumber,
      `transaction ${txId} has other events than its contract gave`,
    );
  }
  for (const { key, value } of run.writes) state.set(key, { value, blockNumber });
}

async function compareState(
  db: TenantClient,
  { channel, pageSize = 1000 }: RecomputeOptions,
  { headBlock, state }: Omit<Work, 'progress'>,
): Promise<void> {
  const missing = new Map(state);
  let after = '';
  for (;;) {
    const rows = await db.ledgerState.findMany({
      where: { channel, key: { gt: after } },
      orderBy: { key: 'asc' },
      take: pageSize,
      select: { key: true, value: true, blockNumber: true },
    });
    for (const { key, value, blockNumber } of rows) {
      after = key;
      missing.delete(key);
      if (blockNumber > headBlock) continue;
      const known = state.get(key);
      if (known === undefined) throw new Difference(blockNumber, `world state has made up ${key}`);
      if (textOf(known.value) !== textOf(value)) {
        throw new Difference(known.blockNumber, `world state of ${key} is not what was written`);
      }
    }
    if (rows.length < pageSize) break;
  }
  for (const [key, { blockNumber }] of missing) {
    throw new Difference(blockNumber, `world state has lost ${key}`);
  }
}

/** What has no canonical form cannot have been written by the ledger. */
function textOf(value: unknown): string | null {
  try {
    return canonicalJson(value);
  } catch {
    return null;
  }
}
