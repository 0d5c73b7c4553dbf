import { z } from 'zod';
import { CommandStatus, CommandType, TransferStatus } from './enums.ts';
import { Id, Version } from './ids.ts';
import { line, Reason } from './text.ts';

/** Whether a tenant's commands and events are worked off, and how much waits. */
export const PipelineView = z.object({
  isPaused: z.boolean(),
  reason: z.string().nullable(),
  changedByName: z.string().nullable(),
  pausedAt: z.date().nullable(),
  version: z.int(),
  /** Commands not yet with the ledger; counted up to 10,000. */
  waitingCommands: z.int(),
  /** Age of the oldest of them; 0 when none waits. */
  oldestWaitSeconds: z.number(),
  /** Commands that failed and wait for a decision; counted up to 10,000. */
  failedCommands: z.int(),
  /** Events set aside; counted up to 10,000. */
  openDeadLetters: z.int(),
  /** Blocks of the projector that is furthest behind. */
  lagBlocks: z.bigint(),
  /** Age of the oldest block that a projector has not come to; of a ledger elsewhere, since it was seen. Null where it is not known. */
  lagSeconds: z.number().nullable(),
});
export type PipelineView = z.infer<typeof PipelineView>;

/** Version 0 before it was ever paused. */
export const ManagePipelineInput = z.strictObject({ version: Version, reason: Reason });
export type ManagePipelineInput = z.infer<typeof ManagePipelineInput>;

/** What a command is doing, or why it does nothing. */
export const commandSituations = [
  'WAITS_FOR_WORKER',
  'WAITS_FOR_EARLIER',
  'WAITS_FOR_NEXT_ATTEMPT',
  'PIPELINE_PAUSED',
  'IN_HAND',
  'WORKER_LOST',
  'APPLIED',
  'COMMITTED_NOT_APPLIED',
  'COMMITTED_SET_ASIDE',
  'REFUSED',
  'ON_LEDGER_AFTER_ALL',
  'POISONOUS',
  'LEDGER_SILENT',
  'NOT_ACCEPTED',
  'CANCEL_REQUESTED',
  'CANCELLED',
] as const;
export const CommandSituation = z.enum(commandSituations);
export type CommandSituation = z.infer<typeof CommandSituation>;

export const commandAdvice = [
  'NONE',
  'WAIT',
  'RESUME_PIPELINE',
  'LOOK_AT_EARLIER',
  'RETRY',
  'RETRY_OR_CANCEL',
  'REPLAY_EVENT',
] as const;
export const CommandAdvice = z.enum(commandAdvice);
export type CommandAdvice = z.infer<typeof CommandAdvice>;

export const ExplainCommandInput = z.strictObject({ commandId: Id });
export type ExplainCommandInput = z.infer<typeof ExplainCommandInput>;

export const CommandExplanation = z.object({
  commandId: Id,
  commandType: CommandType,
  status: CommandStatus,
  version: z.int(),
  situation: CommandSituation,
  advice: CommandAdvice,
  canRetry: z.boolean(),
  canCancel: z.boolean(),
  attempts: z.int(),
  errorCode: z.string().nullable(),
  error: z.string().nullable(),
  /** When it is tried again by itself. */
  nextAttemptAt: z.date().nullable(),
  /** The worker that holds it, and until when. */
  heldBy: z.string().nullable(),
  heldUntil: z.date().nullable(),
  /** What the ledger has of it. */
  onLedger: z.object({ blockNumber: z.bigint(), validationCode: z.string() }).nullable(),
  /** The earlier command of the same aggregate that it waits for. */
  waitsFor: z.object({ commandId: Id, commandType: CommandType, status: CommandStatus }).nullable(),
  /** Its events that were set aside. */
  deadLetterIds: z.array(Id),
  /** The money it moves, and where that stands. */
  transfer: z.object({ transferId: Id, status: TransferStatus }).nullable(),
});
export type CommandExplanation = z.infer<typeof CommandExplanation>;

export const deadLetterCauses = ['EVENT_UNKNOWN', 'VERSION_UNKNOWN', 'PROJECTION_UNKNOWN'] as const;
export const DeadLetterCause = z.enum(deadLetterCauses);
export type DeadLetterCause = z.infer<typeof DeadLetterCause>;

export const ExplainDeadLetterInput = z.strictObject({ deadLetterId: Id });
export type ExplainDeadLetterInput = z.infer<typeof ExplainDeadLetterInput>;

export const DeadLetterExplanation = z.object({
  deadLetterId: Id,
  /** Why it would not take effect as things stand; null where nothing speaks against a replay. */
  cause: DeadLetterCause.nullable(),
  reason: z.string(),
  attempts: z.int(),
  canReplay: z.boolean(),
  /** What it comes from, as the ledger has it. */
  command: z.object({ commandId: Id, commandType: CommandType }).nullable(),
  transfer: z.object({ transferId: Id, status: TransferStatus }).nullable(),
  /** Others that set the same event aside, and whether it still is. */
  otherProjectors: z.array(z.object({ projectorName: z.string(), isSetAside: z.boolean() })),
});
export type DeadLetterExplanation = z.infer<typeof DeadLetterExplanation>;

/** Most rows that one call acts on; the rest is for the next call. */
export const mostPerCall = 500;

export const CommandFilter = z.strictObject({
  commandType: CommandType.optional(),
  errorCode: line(80).optional(),
  search: line(120).optional(),
  createdFrom: z.date().optional(),
  createdTo: z.date().optional(),
});
export type CommandFilter = z.infer<typeof CommandFilter>;

export const ManageCommandsInput = z.strictObject({
  filter: CommandFilter,
  isDryRun: z.boolean(),
  reason: Reason,
});
export type ManageCommandsInput = z.infer<typeof ManageCommandsInput>;

export const DeadLetterFilter = z.strictObject({
  projectorName: line(60).optional(),
  eventName: line(80).optional(),
  createdFrom: z.date().optional(),
  createdTo: z.date().optional(),
});
export type DeadLetterFilter = z.infer<typeof DeadLetterFilter>;

export const ManageDeadLettersInput = z.strictObject({
  filter: DeadLetterFilter,
  isDryRun: z.boolean(),
  reason: Reason,
});
export type ManageDeadLettersInput = z.infer<typeof ManageDeadLettersInput>;

/** What an act by filter did, or in a dry run what it would do. */
export const ManyResult = z.object({
  isDryRun: z.boolean(),
  /** Rows that the filter fits, counted up to 10,000. */
  matchedCount: z.int(),
  doneCount: z.int(),
  refused: z.array(z.object({ code: z.string(), count: z.int(), example: Id })),
  /** Whether the filter fits more rows than one call acts on. */
  hasMore: z.boolean(),
});
export type ManyResult = z.infer<typeof ManyResult>;

export const StartRebuildInput = z.strictObject({ projectorName: line(60), reason: Reason });
export type StartRebuildInput = z.infer<typeof StartRebuildInput>;

/** How far a rebuild is that the workers carry out. */
export const RebuildProgress = z.object({
  projectorName: z.string(),
  channel: z.string(),
  isRunning: z.boolean(),
  doneBlocks: z.bigint(),
  /** Blocks there were when it began; 0 when there never was one. */
  totalBlocks: z.bigint(),
  startedAt: z.date().nullable(),
  startedByName: z.string().nullable(),
  finishedAt: z.date().nullable(),
});
export type RebuildProgress = z.infer<typeof RebuildProgress>;
