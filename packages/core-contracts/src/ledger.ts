import { z } from 'zod';
import { CommandStatus, CommandType, DeadLetterStatus } from './enums.ts';
import { Id, Version } from './ids.ts';
import { pageOf, PageInput, sortBy } from './page.ts';
import { line, Reason } from './text.ts';

/** The one channel of an embedded chain per tenant. */
export const mainChannel = 'main';

export const ListBlocksInput = PageInput;
export type ListBlocksInput = z.infer<typeof ListBlocksInput>;

export const BlockSummary = z.object({
  channel: z.string(),
  blockNumber: z.bigint(),
  /** Hex */
  hash: z.string(),
  previousHash: z.string(),
  transactionCount: z.int(),
  createdAt: z.date(),
});
export type BlockSummary = z.infer<typeof BlockSummary>;

export const BlockPage = pageOf(BlockSummary).extend({
  /** The Fabric channel whose peers keep the blocks; null where they are here. */
  fabricChannel: z.string().nullable(),
});
export type BlockPage = z.infer<typeof BlockPage>;

export const GetBlockInput = z.strictObject({ blockNumber: z.bigint().min(0n) });
export type GetBlockInput = z.infer<typeof GetBlockInput>;

export const BlockDetail = BlockSummary.extend({
  dataHash: z.string(),
  transactions: z.array(
    z.object({
      txId: z.string(),
      indexInBlock: z.int(),
      commandId: Id,
      commandType: CommandType,
      chaincode: z.string(),
      payload: z.unknown(),
      events: z.unknown(),
      validationCode: z.string(),
      hash: z.string(),
    }),
  ),
});
export type BlockDetail = z.infer<typeof BlockDetail>;

export const ListCommandsInput = PageInput.extend({
  status: z.array(CommandStatus).max(6).optional(),
  commandType: CommandType.optional(),
  search: line(120).optional(),
  sort: sortBy(['createdAt']).optional(),
});
export type ListCommandsInput = z.infer<typeof ListCommandsInput>;

export const CommandSummary = z.object({
  id: Id,
  service: z.string(),
  commandType: CommandType,
  requestId: z.string(),
  aggregateKey: z.string(),
  status: CommandStatus,
  attempts: z.int(),
  availableAt: z.date(),
  submittedAt: z.date().nullable(),
  fabricTxId: z.string().nullable(),
  commitBlock: z.bigint().nullable(),
  errorCode: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: z.date(),
  version: z.int(),
});
export type CommandSummary = z.infer<typeof CommandSummary>;

export const CommandPage = pageOf(CommandSummary);
export type CommandPage = z.infer<typeof CommandPage>;

export const ManageCommandInput = z.strictObject({
  commandId: Id,
  version: Version,
  reason: Reason,
});
export type ManageCommandInput = z.infer<typeof ManageCommandInput>;

export const ListEventsInput = PageInput.extend({
  eventName: line(80).optional(),
  search: line(128).optional(),
  sort: sortBy(['blockNumber']).optional(),
});
export type ListEventsInput = z.infer<typeof ListEventsInput>;

export const EventSummary = z.object({
  id: Id,
  fabricTxId: z.string(),
  blockNumber: z.bigint(),
  eventIndex: z.int(),
  channel: z.string(),
  chaincode: z.string(),
  eventName: z.string(),
  eventVersion: z.int(),
  payload: z.unknown(),
  txTimestamp: z.date(),
  ingestedAt: z.date(),
});
export type EventSummary = z.infer<typeof EventSummary>;

export const EventPage = pageOf(EventSummary);
export type EventPage = z.infer<typeof EventPage>;

export const ProjectorView = z.object({
  projectorName: z.string(),
  channel: z.string(),
  lastBlock: z.bigint(),
  lastEventIndex: z.int(),
  headBlock: z.bigint(),
  lagBlocks: z.bigint(),
  /** Age of the oldest block not yet applied; 0 when there is none, null where a Fabric network keeps the blocks. */
  lagSeconds: z.number().nullable(),
  updatedAt: z.date(),
});
export type ProjectorView = z.infer<typeof ProjectorView>;

export const ListDeadLettersInput = PageInput.extend({
  status: DeadLetterStatus.optional(),
  sort: sortBy(['createdAt', 'blockNumber', 'attempts']).optional(),
});
export type ListDeadLettersInput = z.infer<typeof ListDeadLettersInput>;

export const DeadLetterView = z.object({
  id: Id,
  projectorName: z.string(),
  channel: z.string(),
  blockNumber: z.bigint(),
  eventIndex: z.int(),
  fabricTxId: z.string(),
  eventName: z.string(),
  eventVersion: z.int(),
  reason: z.string(),
  rawPayload: z.unknown(),
  status: DeadLetterStatus,
  attempts: z.int(),
  createdAt: z.date(),
  resolvedAt: z.date().nullable(),
  version: z.int(),
});
export type DeadLetterView = z.infer<typeof DeadLetterView>;

export const DeadLetterPage = pageOf(DeadLetterView);
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;

export const ManageDeadLetterInput = z.strictObject({
  deadLetterId: Id,
  version: Version,
  reason: Reason,
});
export type ManageDeadLetterInput = z.infer<typeof ManageDeadLetterInput>;
