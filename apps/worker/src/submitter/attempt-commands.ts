/*
 * Tells the ledger of claimed commands of one tenant. Those of one aggregate are told in the order
 * written: as soon as one of them has to be tried again, the ones behind it are given back. Where
 * the ledger takes many at once and that goes wrong for a reason it does not name, each is tried by
 * itself, so that one command cannot keep the others from it.
 */
import type { ServiceContext } from '@freehold/core-services/context';
import {
  cancelledCode,
  LedgerError,
  validCode,
  type LedgerAnswer,
  type LedgerCommand,
  type LedgerGateway,
  type LedgerReceipt,
  type UnsentCommand,
} from '@freehold/core-services/ledger/ledger-gateway';
import { markCommandsSubmitted } from '@freehold/core-services/ledger/settle-commands';
import type { CommandLease, CommandOutcome } from '@freehold/core-services/ledger/settle-command';
import { backoffMs } from '../backoff.ts';
import { forEachBounded, withTimeout } from '../bounded.ts';
import type { Faults } from '../faults.ts';
import type { ClaimedCommand } from './claim-commands.ts';
import type { SubmitterLimits } from './submitter-limits.ts';

/** RELEASED: claimed and not told; LOST: another worker has it by now. */
export type AttemptOutcome =
  | CommandOutcome
  | { readonly kind: 'RELEASED' }
  | { readonly kind: 'LOST' };
export type Attempted = ReadonlyMap<string, AttemptOutcome>;

export interface AttemptOptions {
  readonly ledger: LedgerGateway;
  readonly limits: SubmitterLimits;
  readonly faults: Faults;
  /** Whether there is no time left to begin with another one. */
  readonly isLate: () => boolean;
}

const backoff = { baseMs: 2_000, factor: 3, maximumMs: 15 * 60_000 };

/** What became of each command, by its id. */
export async function attemptCommands(
  options: AttemptOptions,
  ctx: ServiceContext,
  commands: readonly ClaimedCommand[],
): Promise<Attempted> {
  const { limits, faults } = options;
  const outcomes = new Map<string, AttemptOutcome>();
  for (const command of commands) {
    // Counted at the claim and never settled: whoever handled it did not live to say why.
    if (command.attempts <= limits.maxAttempts) continue;
    const error = `Its worker ended ${command.attempts - 1} times without an answer`;
    outcomes.set(command.id, { kind: 'GIVEN_UP', errorCode: 'command.poisonous', error });
  }
  const errors: Errors = new Map();
  const told = await markAll(options, ctx, commands, outcomes, errors);
  await faults.reach('submitter.marked');
  await tellAll(options, ctx, told, outcomes, errors);
  for (const [command, error] of errors) {
    outcomes.set(command.id, toOutcome(error, command, ctx.clock(), limits));
  }
  await faults.reach('submitter.submitted');
  return outcomes;
}

interface Told {
  readonly claimed: ClaimedCommand;
  readonly command: LedgerCommand;
}
type Errors = Map<ClaimedCommand, unknown>;

/** Those whose lease holds and that nothing before them keeps back. */
async function markAll(
  { ledger, limits }: AttemptOptions,
  ctx: ServiceContext,
  commands: readonly ClaimedCommand[],
  outcomes: Map<string, AttemptOutcome>,
  errors: Errors,
): Promise<Told[]> {
  const open = commands.filter(({ id }) => !outcomes.has(id));
  const txIds = await Promise.allSettled(
    open.map(async (claimed) => claimed.fabricTxId ?? ledger.createTxId(toUnsent(claimed))),
  );
  const ready = open.flatMap((claimed, index) => {
    const txId = txIds[index];
    if (txId?.status === 'fulfilled') return [{ claimed, txId: txId.value }];
    errors.set(claimed, txId?.reason);
    return [];
  });
  const marks = ready.map(({ claimed, txId }) => ({ ...toLease(claimed), txId }));
  const marked = await markCommandsSubmitted({ ctx, marks });
  const byCommand = new Map(ready.map(({ claimed, txId }) => [claimed, txId]));
  const stopped = new Set<string>();
  const told: Told[] = [];
  for (const claimed of open) {
    const { id, aggregateKey } = claimed;
    const txId = byCommand.get(claimed);
    if (txId === undefined) {
      if (!isFinal(errors.get(claimed), claimed, limits)) stopped.add(aggregateKey);
    } else if (!marked.has(id)) {
      outcomes.set(id, { kind: 'LOST' });
      stopped.add(aggregateKey);
    } else if (stopped.has(aggregateKey)) outcomes.set(id, { kind: 'RELEASED' });
    else told.push({ claimed, command: { ...toUnsent(claimed), txId } });
  }
  return told;
}

function toUnsent({ tenantId, id, commandType, payload }: ClaimedCommand): UnsentCommand {
  return { tenantId, commandId: id, commandType, payload };
}

function toLease({ id, leaseNumber }: ClaimedCommand): CommandLease {
  return { commandId: id, leaseNumber };
}

async function tellAll(
  options: AttemptOptions,
  ctx: ServiceContext,
  told: readonly Told[],
  outcomes: Map<string, AttemptOutcome>,
  errors: Errors,
): Promise<void> {
  const { ledger, limits } = options;
  if (told.length > 1 && ledger.submitMany !== undefined) {
    try {
      const commands = told.map(({ command }) => command);
      const answers = await inTime(limits, ledger.submitMany(commands, limits));
      for (const [index, { claimed }] of told.entries()) {
        take(claimed, answers[index], outcomes, errors);
      }
      return;
    } catch (error) {
      if (error instanceof LedgerError) {
        for (const { claimed } of told) errors.set(claimed, error);
        return;
      }
    }
  }
  const lines = Map.groupBy(told, ({ claimed }) => claimed.aggregateKey);
  await forEachBounded([...lines.values()], limits.concurrency, (line) =>
    tellLine(options, ctx, line, outcomes, errors),
  );
}

/** Commands of one aggregate, one after another. */
async function tellLine(
  options: AttemptOptions,
  ctx: ServiceContext,
  line: readonly Told[],
  outcomes: Map<string, AttemptOutcome>,
  errors: Errors,
): Promise<void> {
  let isStopped = false;
  for (const { claimed, command } of line) {
    if (isStopped || options.isLate()) {
      outcomes.set(claimed.id, { kind: 'RELEASED' });
      isStopped = true;
      continue;
    }
    try {
      const receipt = await inTime(options.limits, tellOne(options, ctx, claimed, command));
      if (receipt === null) {
        outcomes.set(claimed.id, { kind: 'LOST' });
        isStopped = true;
      } else take(claimed, { receipt }, outcomes, errors);
    } catch (error) {
      errors.set(claimed, error);
      isStopped = !isFinal(error, claimed, options.limits);
    }
  }
}

/** Null when the lease was lost on the way. */
async function tellOne(
  { ledger, limits, faults }: AttemptOptions,
  ctx: ServiceContext,
  claimed: ClaimedCommand,
  command: LedgerCommand,
): Promise<LedgerReceipt | null> {
  if (claimed.cancelRequestedAt !== null) {
    if (ledger.cancel !== undefined) return ledger.cancel(command, limits);
    const detail = `The ${ledger.name} ledger closes no ids`;
    throw new LedgerError('RETRY', 'ledger.other_ledger', detail);
  }
  if (claimed.fabricTxId === null) return ledger.submit(command, limits);
  // One that was told before may be there: the ledger is asked first.
  const known = await ledger.findByCommand(command, limits);
  if (known !== null) return known;
  if (ledger.isTxIdReusable) return ledger.submit(command, limits);
  const txId = await ledger.createTxId(toUnsent(claimed));
  const marks = [{ ...toLease(claimed), txId }];
  const marked = await markCommandsSubmitted({ ctx, marks });
  if (!marked.has(claimed.id)) return null;
  await faults.reach('submitter.marked');
  return ledger.submit({ ...command, txId }, limits);
}

function take(
  claimed: ClaimedCommand,
  answer: LedgerAnswer | undefined,
  outcomes: Map<string, AttemptOutcome>,
  errors: Errors,
): void {
  if (answer === undefined || 'error' in answer) {
    errors.set(claimed, answer?.error);
    return;
  }
  const { receipt } = answer;
  if (receipt.validationCode === cancelledCode) {
    outcomes.set(claimed.id, { kind: 'CANCELLED' });
    return;
  }
  const kind = receipt.validationCode === validCode ? 'COMMITTED' : 'REFUSED';
  outcomes.set(claimed.id, { kind, receipt });
}

function inTime<T>({ timeoutMs }: SubmitterLimits, work: Promise<T>): Promise<T> {
  return withTimeout(
    work,
    timeoutMs,
    () => new LedgerError('RETRY', 'ledger.timeout', `No answer within ${timeoutMs} ms`),
  );
}

function isFinal(
  error: unknown,
  { attempts }: ClaimedCommand,
  { maxAttempts }: SubmitterLimits,
): boolean {
  return (error instanceof LedgerError && error.outcome === 'GIVE_UP') || attempts >= maxAttempts;
}

function toOutcome(
  error: unknown,
  command: ClaimedCommand,
  now: Date,
  limits: SubmitterLimits,
): CommandOutcome {
  const fault =
    error instanceof LedgerError
      ? { errorCode: error.code, error: error.message }
      : { errorCode: 'ledger.unavailable', error: 'The ledger could not be reached' };
  if (isFinal(error, command, limits)) return { kind: 'GIVEN_UP', ...fault };
  const availableAt = new Date(now.getTime() + backoffMs(command.attempts, backoff));
  return { kind: 'RETRY', ...fault, availableAt };
}
