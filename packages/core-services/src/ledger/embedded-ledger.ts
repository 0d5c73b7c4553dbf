import { randomBytes } from 'node:crypto';
import { mainChannel } from '@freehold/core-contracts/ledger';
import {
  inTransaction,
  withTenant,
  type Prisma,
  type TenantClient,
  type TenantTransaction,
} from '@freehold/core-db';
import { canonicalJson } from './canonical-json.ts';
import { commandCatalogue } from './command-catalogue.ts';
import { findEmbeddedContract, type EmbeddedContract } from './embedded-contracts.ts';
import { readEmbeddedEvents } from './embedded-events.ts';
import { genesisHash, hashBlock, hashData, hashTransaction } from './ledger-hash.ts';
import {
  LedgerError,
  type LedgerCommand,
  type LedgerGateway,
  type LedgerReceipt,
} from './ledger-gateway.ts';

/*
 * A chain of blocks in the platform's own database, one per tenant. The head row's lock orders the
 * appends, so block order is commit order; the unique command id makes a repeated submission read
 * its first answer instead of appending again.
 */
export interface EmbeddedLedgerOptions {
  readonly db: TenantClient;
  readonly clock: () => Date;
}

const receiptFields = { txId: true, blockNumber: true, validationCode: true } as const;

/** The embedded ledger; it works through the application's role in the scope of each command's tenant. */
export function createEmbeddedLedger({ db, clock }: EmbeddedLedgerOptions): LedgerGateway {
  return {
    name: 'embedded',
    createTxId: () => randomBytes(32).toString('hex'),
    submit: (command, { timeoutMs }) =>
      withTenant(command.tenantId, () => {
        const contract = requireContract(command);
        return inTransaction(db, (tx) => append(tx, command, contract, clock()), {
          maxWaitMs: timeoutMs,
          timeoutMs,
        });
      }),
    findByCommand: ({ tenantId, commandId }) =>
      withTenant(tenantId, () =>
        db.ledgerTransaction.findFirst({ where: { commandId }, select: receiptFields }),
      ),
    readEvents: (range) => withTenant(range.tenantId, () => readEmbeddedEvents(db, range)),
    head: ({ tenantId, channel }) =>
      withTenant(tenantId, async () => {
        const block = await db.ledgerBlock.findFirst({
          where: { channel },
          orderBy: { blockNumber: 'desc' },
          select: { blockNumber: true, createdAt: true },
        });
        return { blockNumber: block?.blockNumber ?? -1n, blockAt: block?.createdAt ?? null };
      }),
  };
}

function requireContract(command: LedgerCommand): EmbeddedContract {
  const contract = findEmbeddedContract(command.commandType);
  if (contract === null) {
    throw new LedgerError(
      'GIVE_UP',
      'ledger.command_unknown',
      `The embedded ledger has no contract for ${command.commandType}`,
    );
  }
  try {
    contract.keysOf(command.payload);
    canonicalJson(command.payload);
  } catch (cause) {
    const detail = `The payload does not have the shape of ${command.commandType}`;
    throw new LedgerError('GIVE_UP', 'ledger.payload_invalid', detail, { cause });
  }
  return contract;
}

async function append(
  tx: TenantTransaction,
  command: LedgerCommand,
  contract: EmbeddedContract,
  now: Date,
): Promise<LedgerReceipt> {
  const head = await lockHead(tx, mainChannel, now);
  const known = await findKnown(tx, command);
  if (known !== null) return known;

  const keys = contract.keysOf(command.payload);
  const rows = await tx.ledgerState.findMany({
    where: { channel: mainChannel, key: { in: [...keys] } },
    select: { key: true, value: true },
    take: keys.length,
  });
  const state = new Map(rows.map(({ key, value }) => [key, value]));
  const { validationCode, events, writes } = contract.execute(command.payload, state);

  const at = {
    tenantId: command.tenantId,
    channel: mainChannel,
    blockNumber: head.blockNumber + 1n,
    createdAt: now,
  };
  const { txId, commandId, commandType } = command;
  const content = {
    indexInBlock: 0,
    txId,
    commandId,
    commandType,
    chaincode: commandCatalogue[commandType].contract,
    payload: command.payload as Prisma.InputJsonObject,
    events: events as unknown as Prisma.InputJsonArray,
    validationCode,
  };
  const hash = hashTransaction({ ...at, ...content });
  const block = { ...at, previousHash: head.hash, dataHash: hashData([hash]), transactionCount: 1 };
  const blockHash = hashBlock(block);
  await tx.ledgerBlock.createMany({ data: [{ ...block, hash: blockHash }] });
  await tx.ledgerTransaction.createMany({ data: [{ ...at, ...content, hash }] });
  await writeState(tx, at, txId, writes);
  await tx.ledgerChain.updateMany({
    where: { channel: mainChannel },
    data: { blockNumber: at.blockNumber, hash: blockHash, updatedAt: now },
  });
  return { txId, blockNumber: at.blockNumber, validationCode };
}

/** The chain's head, locked until the transaction ends; made where there is none. */
async function lockHead(tx: TenantTransaction, channel: string, now: Date) {
  const select = { blockNumber: true, hash: true } as const;
  const touch = { where: { channel }, data: { updatedAt: now }, select };
  const [head] = await tx.ledgerChain.updateManyAndReturn(touch);
  if (head !== undefined) return head;
  await tx.ledgerChain.createMany({
    data: [{ channel, blockNumber: -1n, hash: genesisHash }],
    skipDuplicates: true,
  });
  const [made] = await tx.ledgerChain.updateManyAndReturn(touch);
  if (made === undefined) throw new Error('The chain has no head');
  return made;
}

async function findKnown(
  tx: TenantTransaction,
  command: LedgerCommand,
): Promise<LedgerReceipt | null> {
  const known = await tx.ledgerTransaction.findFirst({
    where: { commandId: command.commandId },
    select: { ...receiptFields, commandType: true, payload: true },
  });
  if (known === null) return null;
  const { txId, blockNumber, validationCode } = known;
  const isSame =
    known.commandType === command.commandType &&
    canonicalJson(known.payload) === canonicalJson(command.payload);
  if (!isSame) {
    const detail = 'The ledger holds this command with other contents';
    throw new LedgerError('GIVE_UP', 'ledger.command_conflict', detail);
  }
  return { txId, blockNumber, validationCode };
}

async function writeState(
  tx: TenantTransaction,
  at: { readonly channel: string; readonly blockNumber: bigint; readonly createdAt: Date },
  txId: string,
  writes: readonly { readonly key: string; readonly value: object }[],
): Promise<void> {
  const { channel, blockNumber } = at;
  for (const { key, value } of writes) {
    const data = { value: value as Prisma.InputJsonObject, txId, blockNumber };
    const { count } = await tx.ledgerState.updateMany({ where: { channel, key }, data });
    if (count === 0) {
      await tx.ledgerState.createMany({ data: [{ channel, key, ...data }] });
    }
  }
}
