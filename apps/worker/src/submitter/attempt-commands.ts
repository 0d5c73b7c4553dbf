/*
 * Tells the ledger of claimed commands of one tenant. Those of one aggregate are told in the order
 * written: as soon as one of them has to be tried again, the ones behind it are given back. Where
 * the ledger takes many at once and that goes wrong for a reason it does not name, each is tried by
 * itself, so that one command cannot keep the others from it.
 */
import type { ServiceContext } from '@freehold/core-services/context';
import {
  cancelledCode,
  leaseLostCode,
  LedgerError,
  validCode,
  type LedgerAnswer,
  type LedgerCommand,
  type LedgerGateway,
  type LedgerReceipt,
  type UnsentCommand,
} from '@freehold/core-services/ledger/ledger-gateway';
import { markCommandsSubmitted } from '@freehold/core-services/ledger/settle-commands';
import type { CommandLease } from '@freehold/core-services/ledger/settle-command';
import { forEachBounded, withTimeout } from '../bounded.ts';
import type { Faults } from '../faults.ts';
import {
  isFinal,
  poisonous,
  toOutcome,
  type Attempted,
  type AttemptOutcome,
} from './attempt-outcome.ts';
import type { ClaimedCommand } from './claim-commands.ts';
import type { SubmitterLimits } from './submitter-limits.ts';

export interface AttemptOptions {
  readonly ledger: LedgerGateway;
  readonly limits: SubmitterLimits;
  readonly faults: Faults;
  /** Whether there is no time left to begin with another one. */
  readonly isLate: () => boolean;
}

/** What became of each command, by its id. */
export async function attemptCommands(
  options: AttemptOptions,
  ctx: ServiceContext,
  commands: readonly ClaimedCommand[],
): Promise<Attempted> {
  const { ledger, limits, faults } = options;
  const outcomes = new Map<string, AttemptOutcome>();
  for (const command of commands) {
    if (command.attempts > limits.maxAttempts) outcomes.set(command.id, poisonous(command));
  }
  const errors: Errors = new Map();
  const told = await markAll(options, ctx, commands, outcomes, errors);
  await faults.reach('submitter.marked');
  await tellAll(options, ctx, told, outcomes, errors);
  // Where the id does not stand on the row since before the ledger was told, it does from now on.
  const toldAs = ledger.isTxIdDerived
    ? new Map(told.map(({ claimed, command }) => [claimed, command.txId]))
    : null;
  for (const [claimed, error] of errors) {
    const txId = toldAs?.get(claimed);
    outcomes.set(claimed.id, toOutcome(error, claimed, txId, ctx.clock(), limits));
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
  const marked = ledger.isTxIdDerived
    ? new Set(marks.map(({ commandId }) => commandId))
    : await markCommandsSubmitted({ ctx, marks });
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
    else {
      const { leaseNumber } = claimed;
      told.push({ claimed, command: { ...toUnsent(claimed), txId, leaseNumber } });
    }
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
      if (isLeaseLost(error)) {
        // Those whose lease holds are given back; the others are not ours to write.
        for (const { claimed } of told) outcomes.set(claimed.id, { kind: 'RELEASED' });
        return;
      }
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
      if (isLeaseLost(error)) outcomes.set(claimed.id, { kind: 'LOST' });
      else errors.set(claimed, error);
      isStopped = isLeaseLost(error) || !isFinal(error, claimed, options.limits);
    }
  }
}

function isLeaseLost(error: unknown): boolean {
  return error instanceof LedgerError && error.code === leaseLostCode;
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
