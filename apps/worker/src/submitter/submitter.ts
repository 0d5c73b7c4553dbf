/*
 * From the outbox to the ledger. Claim (committed) → write the transaction id (committed) → talk to
 * the ledger, outside any transaction, with a timeout → settle in a second short transaction. Every
 * write is conditional on the claim's lease number, so that a worker that wakes late touches
 * nothing; the ledger answers a command it has with what became of it, so that a worker that died
 * anywhere on the way loses nothing and submits nothing twice.
 */
import type { Metrics } from '@freehold/core-observability';
import type { ServiceContext } from '@freehold/core-services/context';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import {
  LedgerError,
  validCode,
  type LedgerGateway,
  type LedgerReceipt,
} from '@freehold/core-services/ledger/ledger-gateway';
import {
  markCommandSubmitted,
  settleCommand,
  type CommandOutcome,
} from '@freehold/core-services/ledger/settle-command';
import { backoffMs } from '../backoff.ts';
import { forEachBounded, withTimeout } from '../bounded.ts';
import type { Faults } from '../faults.ts';
import type { WorkContexts } from '../work-contexts.ts';
import type { ClaimCommands, ClaimedCommand } from './claim-commands.ts';

export interface SubmitterLimits {
  readonly batch: number;
  readonly concurrency: number;
  readonly leaseSeconds: number;
  /** Longest wait for the ledger's answer. */
  readonly timeoutMs: number;
  /** Attempts before a command is set aside as FAILED. */
  readonly maxAttempts: number;
}

export const submitterDefaults: SubmitterLimits = {
  batch: 20,
  concurrency: 4,
  leaseSeconds: 60,
  timeoutMs: 10_000,
  maxAttempts: 10,
};

export interface SubmitterOptions {
  readonly worker: string;
  readonly claim: ClaimCommands;
  readonly ledger: LedgerGateway;
  readonly contexts: WorkContexts;
  readonly faults: Faults;
  readonly logger: ServiceLogger;
  readonly metrics?: Pick<Metrics, 'countCommand'>;
  readonly limits: SubmitterLimits;
  /** Called after a command was settled, with the tenant whose chain has grown. */
  readonly onCommitted?: () => void;
}

const backoff = { baseMs: 2_000, factor: 3, maximumMs: 15 * 60_000 };
/** Part of a lease that is kept for settling. */
const settlingMs = 5_000;

/** One round of the submitter: claims a batch and sees each of its commands through. True when there was any. */
export function createSubmitter(options: SubmitterOptions) {
  const { limits } = options;
  return async function submitBatch(signal: AbortSignal): Promise<boolean> {
    const claimedAt = performance.now();
    const { worker, claim, faults } = options;
    const { batch, leaseSeconds } = limits;
    const commands = await claim({ worker, batch, leaseSeconds });
    if (commands.length === 0) return false;
    await faults.reach('submitter.claimed');
    const latestStart = claimedAt + leaseSeconds * 1000 - limits.timeoutMs - settlingMs;
    await forEachBounded(commands, limits.concurrency, async (command) => {
      const isLate = signal.aborted || performance.now() > latestStart;
      await handle(options, command, isLate);
    });
    return true;
  };
}

async function handle(
  options: SubmitterOptions,
  command: ClaimedCommand,
  isLate: boolean,
): Promise<void> {
  const { contexts, logger, metrics, faults } = options;
  const lease = { commandId: command.id, leaseNumber: command.leaseNumber };
  const about = { commandId: command.id, tenantId: command.tenantId };
  await contexts.within(command.tenantId, 'submitter', async (ctx) => {
    const outcome = isLate ? ({ kind: 'RELEASED' } as const) : await attempt(options, ctx, command);
    if (outcome === null) {
      logger.warn(about, 'The lease of a command was lost before it was submitted');
      return;
    }
    const beforeCommit = () => faults.reach('submitter.settling');
    const isSettled = await settleCommand({ ctx, lease, outcome, beforeCommit });
    await faults.reach('submitter.settled');
    metrics?.countCommand({ commandType: command.commandType, outcome: outcome.kind });
    report(logger, about, command, outcome, isSettled);
    if (isSettled && (outcome.kind === 'COMMITTED' || outcome.kind === 'REFUSED')) {
      options.onCommitted?.();
    }
  });
}

async function attempt(
  options: SubmitterOptions,
  ctx: ServiceContext,
  command: ClaimedCommand,
): Promise<CommandOutcome | null> {
  const { limits, ledger, faults } = options;
  if (command.attempts > limits.maxAttempts) {
    // Counted at the claim and never settled: whoever handled it did not live to say why.
    const error = `Its worker ended ${command.attempts - 1} times without an answer`;
    return { kind: 'GIVEN_UP', errorCode: 'command.poisonous', error };
  }
  const txId = command.fabricTxId ?? ledger.createTxId();
  const lease = { commandId: command.id, leaseNumber: command.leaseNumber };
  if (!(await markCommandSubmitted({ ctx, lease, txId }))) return null;
  await faults.reach('submitter.marked');
  let receipt: LedgerReceipt;
  try {
    receipt = await submit(options, command, txId);
  } catch (error) {
    return toOutcome(error, command, ctx.clock(), limits);
  }
  await faults.reach('submitter.submitted');
  return { kind: receipt.validationCode === validCode ? 'COMMITTED' : 'REFUSED', receipt };
}

async function submit(
  { ledger, limits }: SubmitterOptions,
  command: ClaimedCommand,
  txId: string,
): Promise<LedgerReceipt> {
  const { tenantId, id: commandId, commandType, payload, fabricTxId } = command;
  const { timeoutMs } = limits;
  const run = async (): Promise<LedgerReceipt> => {
    const known =
      fabricTxId === null
        ? null
        : await ledger.findByCommand({ tenantId, commandId, txId }, { timeoutMs });
    return (
      known ?? ledger.submit({ tenantId, commandId, commandType, payload, txId }, { timeoutMs })
    );
  };
  return withTimeout(
    run(),
    timeoutMs,
    () => new LedgerError('RETRY', 'ledger.timeout', `No answer within ${timeoutMs} ms`),
  );
}

function toOutcome(
  error: unknown,
  { attempts }: ClaimedCommand,
  now: Date,
  { maxAttempts }: SubmitterLimits,
): CommandOutcome {
  const isKnown = error instanceof LedgerError;
  const fault = isKnown
    ? { errorCode: error.code, error: error.message }
    : { errorCode: 'ledger.unavailable', error: 'The ledger could not be reached' };
  const isFinal = (isKnown && error.outcome === 'GIVE_UP') || attempts >= maxAttempts;
  if (isFinal) return { kind: 'GIVEN_UP', ...fault };
  return {
    kind: 'RETRY',
    ...fault,
    availableAt: new Date(now.getTime() + backoffMs(attempts, backoff)),
  };
}

function report(
  logger: ServiceLogger,
  about: object,
  { commandType, attempts }: ClaimedCommand,
  outcome: CommandOutcome,
  isSettled: boolean,
): void {
  const errorCode = 'errorCode' in outcome ? outcome.errorCode : null;
  const fields = { ...about, commandType, attempts, outcome: outcome.kind, errorCode };
  if (!isSettled) logger.warn(fields, 'The lease of a command was lost before it was settled');
  else if (outcome.kind === 'COMMITTED') logger.info(fields, 'Command committed');
  else logger.warn(fields, 'Command not committed');
}
