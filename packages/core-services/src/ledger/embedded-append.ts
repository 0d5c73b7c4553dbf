import { mainChannel } from '@freehold/core-contracts/ledger';
import {
  defineReviewedSql,
  queryReviewed,
  Prisma,
  type TenantTransaction,
} from '@freehold/core-db';
import { canonicalJson } from './canonical-json.ts';
import { commandCatalogue } from './command-catalogue.ts';
import type { ContractVerdict, EmbeddedContract } from './contracts/contract.ts';
import { findContract } from './contracts/find-contract.ts';
import { runContracts, type ContractRun } from './contracts/run-contracts.ts';
import { lockHead } from './embedded-head.ts';
import {
  findKnown,
  loadState,
  writeState,
  writeTransactions,
  type BlockPlace,
} from './embedded-rows.ts';
import { hashBlock, hashData, hashTransaction } from './ledger-hash.ts';
import {
  LedgerError,
  leaseLostCode,
  type LedgerAnswer,
  type LedgerCommand,
  type LedgerReceipt,
} from './ledger-gateway.ts';

const findBarred = defineReviewedSql(
  'outboxCommand.barred',
  'every command has its own lease: one statement tells which were given up or claimed again',
);

interface ReadyCommand {
  readonly command: LedgerCommand;
  readonly contract: EmbeddedContract;
}

/**
 * Puts commands of one tenant into one new block, in order, and answers each; those that the chain
 * has are given the answer they had. The head's lock orders the appends, and nothing that an
 * operator gave up is appended once that has committed; nor is anything where one of them was
 * claimed by somebody else meanwhile, for what follows it would go ahead of it. Throws LedgerError.
 */
export async function appendBlock(
  tx: TenantTransaction,
  tenantId: string,
  commands: readonly LedgerCommand[],
  now: Date,
): Promise<LedgerAnswer[]> {
  const head = await lockHead(tx, mainChannel, now);
  if (head.fabricChannel !== null) {
    const detail = `The ledger of this tenant is the channel ${head.fabricChannel} of a Fabric network`;
    throw new LedgerError('RETRY', 'ledger.other_ledger', detail);
  }
  const answers = await findAnswers(tx, commands);
  const ready: ReadyCommand[] = [];
  for (const command of commands) {
    if (answers.has(command.commandId)) continue;
    const contract = readContract(command);
    if (contract instanceof LedgerError) answers.set(command.commandId, { error: contract });
    else ready.push({ command, contract });
  }
  if (ready.length > 0) {
    const calls = ready.map(({ command, contract }) => ({ contract, payload: command.payload }));
    const run = await runContracts(calls, now, (keys) => loadState(tx, keys));
    const place = {
      tenantId,
      channel: mainChannel,
      blockNumber: head.blockNumber + 1n,
      createdAt: now,
    };
    const receipts = await writeBlock(tx, place, head.hash, ready, run);
    for (const [index, { command }] of ready.entries()) {
      const receipt = receipts[index];
      if (receipt !== undefined) answers.set(command.commandId, { receipt });
    }
  }
  return commands.map(({ commandId }) => {
    const answer = answers.get(commandId);
    if (answer === undefined) throw new Error('A command was left without an answer');
    return answer;
  });
}

/** Answers that stand before anything is appended: of commands the chain has, and of those that were given up. */
async function findAnswers(
  tx: TenantTransaction,
  commands: readonly LedgerCommand[],
): Promise<Map<string, LedgerAnswer>> {
  const ids = commands.map(({ commandId }) => commandId);
  const known = await findKnown(tx, ids);
  const leases = commands.map(({ leaseNumber }) => leaseNumber ?? null);
  const barred = await queryReviewed<{ readonly id: string; readonly isCancelled: boolean }>(
    tx,
    findBarred,
    // In two, one for each partial index: what is committed is on the chain and need not be read.
    Prisma.sql`SELECT c."id", false AS "isCancelled" FROM "OutboxCommand" c
      WHERE c."id" = ANY (${ids}::uuid[]) AND c."restingStatus" = 'PENDING'
        AND c."leaseNumber" <> (${leases}::integer[])[array_position(${ids}::uuid[], c."id")]
      UNION ALL
      SELECT c."id", c."status" = 'CANCELLED' FROM "OutboxCommand" c
      WHERE c."id" = ANY (${ids}::uuid[]) AND c."restingStatus" IN ('FAILED', 'CANCELLED')
        AND (c."status" = 'CANCELLED'
          OR c."leaseNumber" <> (${leases}::integer[])[array_position(${ids}::uuid[], c."id")])`,
  );
  if (barred.some(({ isCancelled }) => !isCancelled)) {
    throw new LedgerError('RETRY', leaseLostCode, 'Another worker has one of the commands by now');
  }
  const answers = new Map<string, LedgerAnswer>();
  for (const { id } of barred) {
    const detail = 'The command was given up before the ledger had it';
    answers.set(id, { error: new LedgerError('GIVE_UP', 'ledger.command_cancelled', detail) });
  }
  const byId = new Map(commands.map((command) => [command.commandId, command]));
  for (const { commandId, commandType, payload, ...receipt } of known) {
    const given = byId.get(commandId);
    const isSame =
      given?.commandType === commandType &&
      canonicalJsonOf(given.payload) === canonicalJson(payload);
    const detail = 'The ledger holds this command with other contents';
    const error = new LedgerError('GIVE_UP', 'ledger.command_conflict', detail);
    answers.set(commandId, isSame ? { receipt } : { error });
  }
  return answers;
}

function canonicalJsonOf(value: unknown): string | null {
  try {
    return canonicalJson(value);
  } catch {
    return null;
  }
}

function readContract(command: LedgerCommand): EmbeddedContract | LedgerError {
  const { commandType, payload } = command;
  const contract = findContract(commandType);
  if (contract === null) {
    const detail = `The embedded ledger has no contract for ${commandType}`;
    return new LedgerError('GIVE_UP', 'ledger.command_unknown', detail);
  }
  try {
    contract.keysOf(payload);
    canonicalJson(payload);
  } catch (cause) {
    const detail = `The payload does not have the shape of ${commandType}`;
    return new LedgerError('GIVE_UP', 'ledger.payload_invalid', detail, { cause });
  }
  return contract;
}

async function writeBlock(
  tx: TenantTransaction,
  place: BlockPlace,
  previousHash: Uint8Array<ArrayBuffer>,
  ready: readonly ReadyCommand[],
  { verdicts, writes }: ContractRun,
): Promise<LedgerReceipt[]> {
  const { channel, blockNumber, createdAt } = place;
  const rows = ready.map(({ command }, index) => toRow(place, index, command, verdicts[index]));
  const dataHash = hashData(rows.map(({ hash }) => hash));
  const block = { ...place, previousHash, dataHash, transactionCount: rows.length };
  const hash = hashBlock(block);
  await tx.ledgerBlock.createMany({ data: [{ ...block, hash }] });
  await writeTransactions(tx, place, rows);
  if (writes.length > 0) {
    const state = writes.map(({ key, value, callIndex }) => ({
      ...{ key, value },
      txId: rows[callIndex]?.txId,
    }));
    await writeState(tx, place, state);
  }
  await tx.ledgerChain.updateMany({
    where: { channel },
    data: { blockNumber, hash, updatedAt: createdAt },
  });
  return rows.map(({ txId, validationCode }) => ({ txId, blockNumber, validationCode }));
}

function toRow(
  place: BlockPlace,
  indexInBlock: number,
  { txId, commandId, commandType, payload }: LedgerCommand,
  verdict: ContractVerdict | undefined,
) {
  if (verdict === undefined) throw new Error('The contract gave no verdict');
  const content = {
    ...{ indexInBlock, txId, commandId, commandType },
    chaincode: commandCatalogue[commandType].contract,
    payload: payload as Prisma.InputJsonObject,
    events: verdict.events as unknown as Prisma.InputJsonArray,
    validationCode: verdict.validationCode,
  };
  return { ...place, ...content, hash: hashTransaction({ ...place, ...content }) };
}
