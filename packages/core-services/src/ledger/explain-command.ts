import { AppError } from '@freehold/core-contracts/errors';
import type {
  CommandAdvice,
  CommandExplanation,
  CommandSituation,
  ExplainCommandInput,
} from '@freehold/core-contracts/pipeline';
import type { ServiceContext } from '../context.ts';
import { validCode } from './ledger-gateway.ts';
import { projections } from './projections/find-handler.ts';
import { transferOfCommand } from './transfer-of-command.ts';

const fields = {
  id: true,
  commandType: true,
  aggregateKey: true,
  payload: true,
  status: true,
  version: true,
  attempts: true,
  availableAt: true,
  lockedBy: true,
  leaseExpiresAt: true,
  fabricTxId: true,
  cancelRequestedAt: true,
  commitBlock: true,
  errorCode: true,
  error: true,
} as const;

/** Most dead letters of one command that are named. */
const mostLetters = 50;

/** Says what a command is doing, or why it does nothing, and what helps. Throws NOT_FOUND `entity.not_found`. */
export async function explainCommand({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ExplainCommandInput;
}): Promise<CommandExplanation> {
  const command = await findCommand(ctx, input.commandId);
  if (command === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'command' });
  const facts = await readFacts(ctx, command);
  const situation = situationOf(ctx, command, facts);
  const isWaiting = command.status === 'PENDING';
  const isHeld = command.status === 'LOCKED' || command.status === 'SUBMITTED';
  const isOnLedger = facts.onLedger !== null || command.commitBlock !== null;
  return {
    commandId: command.id,
    commandType: command.commandType,
    status: command.status,
    version: command.version,
    situation,
    advice: adviceFor[situation],
    canRetry: command.status === 'FAILED' && command.commitBlock === null,
    canCancel:
      !isOnLedger && (command.status === 'FAILED' || (isWaiting && command.fabricTxId === null)),
    attempts: command.attempts,
    errorCode: command.errorCode,
    error: command.error,
    nextAttemptAt: situation === 'WAITS_FOR_NEXT_ATTEMPT' ? command.availableAt : null,
    heldBy: isHeld ? command.lockedBy : null,
    heldUntil: isHeld ? command.leaseExpiresAt : null,
    onLedger: facts.onLedger,
    waitsFor: facts.waitsFor,
    deadLetterIds: facts.deadLetterIds,
    transfer: await transferOfCommand(ctx.db, command),
  };
}

type Command = NonNullable<Awaited<ReturnType<typeof findCommand>>>;
type Facts = Awaited<ReturnType<typeof readFacts>>;

function findCommand({ db }: ServiceContext, id: string) {
  return db.outboxCommand.findFirst({ where: { id }, select: fields });
}

async function readFacts({ db }: ServiceContext, command: Command) {
  const { id, aggregateKey, fabricTxId } = command;
  const [onLedger, first, pipeline, letters, behind] = await Promise.all([
    db.ledgerTransaction.findFirst({
      where: { commandId: id },
      select: { blockNumber: true, validationCode: true },
    }),
    db.outboxCommand.findFirst({
      where: { aggregateKey, restingStatus: 'PENDING' },
      orderBy: { position: 'asc' },
      select: { id: true, commandType: true, status: true },
    }),
    db.ledgerPipeline.findFirst({ select: { isPaused: true } }),
    fabricTxId === null
      ? []
      : db.eventDLQ.findMany({
          where: { fabricTxId, status: 'OPEN' },
          orderBy: { createdAt: 'asc' },
          take: mostLetters,
          select: { id: true },
        }),
    db.projectorState.findFirst({
      where: {
        projectorName: { in: projections.map(({ name }) => name) },
        lastBlock: { lt: command.commitBlock ?? -1n },
      },
      select: { projectorName: true },
    }),
  ]);
  return {
    onLedger,
    waitsFor:
      first === null || first.id === id
        ? null
        : { commandId: first.id, commandType: first.commandType, status: first.status },
    isPaused: pipeline?.isPaused === true,
    deadLetterIds: letters.map(({ id: letterId }) => letterId),
    isBehind: behind !== null,
  };
}

function situationOf(ctx: ServiceContext, command: Command, facts: Facts): CommandSituation {
  switch (command.status) {
    case 'PENDING':
      return waitingSituation(ctx, command, facts);
    case 'LOCKED':
    case 'SUBMITTED': {
      const isHeld = command.leaseExpiresAt !== null && command.leaseExpiresAt > ctx.clock();
      return isHeld ? 'IN_HAND' : 'WORKER_LOST';
    }
    case 'COMMITTED':
      if (facts.deadLetterIds.length > 0) return 'COMMITTED_SET_ASIDE';
      return facts.isBehind ? 'COMMITTED_NOT_APPLIED' : 'APPLIED';
    case 'FAILED':
      return failedSituation(command, facts);
    case 'CANCELLED':
      return 'CANCELLED';
  }
}

function waitingSituation(ctx: ServiceContext, command: Command, facts: Facts): CommandSituation {
  if (facts.isPaused) return 'PIPELINE_PAUSED';
  if (command.cancelRequestedAt !== null) return 'CANCEL_REQUESTED';
  if (facts.waitsFor !== null) return 'WAITS_FOR_EARLIER';
  return command.availableAt > ctx.clock() ? 'WAITS_FOR_NEXT_ATTEMPT' : 'WAITS_FOR_WORKER';
}

function failedSituation(command: Command, { onLedger }: Facts): CommandSituation {
  if (command.commitBlock !== null) return 'REFUSED';
  if (onLedger !== null) {
    return onLedger.validationCode === validCode ? 'ON_LEDGER_AFTER_ALL' : 'REFUSED';
  }
  if (command.errorCode === 'command.poisonous') return 'POISONOUS';
  return silentCodes.has(command.errorCode ?? '') ? 'LEDGER_SILENT' : 'NOT_ACCEPTED';
}

/** Errors after which nobody knows whether the ledger has it. */
const silentCodes: ReadonlySet<string> = new Set([
  'ledger.timeout',
  'ledger.unavailable',
  'ledger.outcome_unknown',
  'ledger.lost_race',
]);

const adviceFor: Readonly<Record<CommandSituation, CommandAdvice>> = {
  WAITS_FOR_WORKER: 'WAIT',
  WAITS_FOR_EARLIER: 'LOOK_AT_EARLIER',
  WAITS_FOR_NEXT_ATTEMPT: 'WAIT',
  PIPELINE_PAUSED: 'RESUME_PIPELINE',
  IN_HAND: 'WAIT',
  WORKER_LOST: 'WAIT',
  APPLIED: 'NONE',
  COMMITTED_NOT_APPLIED: 'WAIT',
  COMMITTED_SET_ASIDE: 'REPLAY_EVENT',
  REFUSED: 'NONE',
  ON_LEDGER_AFTER_ALL: 'RETRY',
  POISONOUS: 'RETRY_OR_CANCEL',
  LEDGER_SILENT: 'RETRY_OR_CANCEL',
  NOT_ACCEPTED: 'RETRY_OR_CANCEL',
  CANCEL_REQUESTED: 'WAIT',
  CANCELLED: 'NONE',
};
