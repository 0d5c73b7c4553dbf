/*
 * From the outbox to the ledger. Claim (committed) → write the transaction ids (committed; with the
 * claim where they follow from the commands) → talk to the ledger, outside any transaction, with a
 * timeout → settle in a second short transaction; a tenant's commands together. Every write is conditional on the claim's lease number, so that a
 * worker that wakes late touches nothing; the ledger answers a command it has with what became of
 * it, so that a worker that died anywhere on the way loses nothing and submits nothing twice.
 */
import type { Metrics } from '@freehold/core-observability';
import type { ServiceContext } from '@freehold/core-services/context';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import type { LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import {
  settleCommand,
  type CommandLease,
  type CommandOutcome,
} from '@freehold/core-services/ledger/settle-command';
import { commitCommands, releaseCommands } from '@freehold/core-services/ledger/settle-commands';
import { forEachBounded } from '../bounded.ts';
import type { Faults } from '../faults.ts';
import type { WorkContexts } from '../work-contexts.ts';
import { attemptCommands } from './attempt-commands.ts';
import type { Attempted } from './attempt-outcome.ts';
import type { ClaimCommands, ClaimedCommand } from './claim-commands.ts';
import { runLanes } from './lanes.ts';
import type { SubmitterLimits } from './submitter-limits.ts';

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

/** Part of a lease that is kept for settling. */
const settlingMs = 5_000;
/** Of one round. */
const mostBatches = 50;

/** One round of the submitter: claims batch after batch and sees each of their commands through. True when there was any. */
export function createSubmitter(options: SubmitterOptions) {
  return (signal: AbortSignal): Promise<boolean> =>
    runLanes({ next: () => beginBatch(options, signal), mostBatches, signal });
}

async function beginBatch(options: SubmitterOptions, signal: AbortSignal) {
  const { limits, faults, contexts } = options;
  const claimedAt = performance.now();
  const commands = await claimBatch(options);
  if (commands.length === 0) return null;
  await faults.reach('submitter.claimed');
  const latestStart = claimedAt + limits.leaseSeconds * 1000 - limits.timeoutMs - settlingMs;
  const isLate = () => signal.aborted || performance.now() > latestStart;
  const groups = Map.groupBy(commands, ({ tenantId }) => tenantId);
  const told = Promise.withResolvers<void>();
  let open = groups.size;
  const onTold = () => {
    open -= 1;
    if (open === 0) told.resolve();
  };
  const settled = forEachBounded([...groups.entries()], limits.concurrency, ([tenantId, group]) =>
    contexts.within(tenantId, 'submitter', (ctx) =>
      handle({ ...options, isLate, onTold }, ctx, group),
    ),
  );
  settled.finally(told.resolve).catch(() => undefined);
  return { told: told.promise, settled, isFull: commands.length >= limits.batch };
}

async function claimBatch({
  worker,
  claim,
  ledger,
  limits: { batch, leaseSeconds },
}: SubmitterOptions): Promise<ClaimedCommand[]> {
  const isSubmitting = ledger.isTxIdDerived === true;
  const commands = await claim({ worker, batch, leaseSeconds, isSubmitting });
  if (!isSubmitting) return commands;
  // One whose earlier attempt was not given back may have been told, and no row says so yet.
  return Promise.all(
    commands.map(async (command) =>
      command.attempts === 1 || command.fabricTxId !== null
        ? command
        : {
            ...command,
            fabricTxId: await ledger.createTxId({ ...command, commandId: command.id }),
          },
    ),
  );
}

/** Sees the claimed commands of one tenant through. */
async function handle(
  options: SubmitterOptions & { readonly isLate: () => boolean; readonly onTold: () => void },
  ctx: ServiceContext,
  commands: readonly ClaimedCommand[],
): Promise<void> {
  const attempted: Attempted = options.isLate()
    ? new Map(commands.map(({ id }) => [id, { kind: 'RELEASED' }]))
    : await attemptCommands(options, ctx, commands);
  options.onTold();
  const settled = await settleAll(options, ctx, commands, attempted);
  await options.faults.reach('submitter.settled');
  let hasGrown = false;
  for (const command of commands) {
    const kind = attempted.get(command.id)?.kind ?? 'LOST';
    const isSettled = settled.has(command.id);
    options.metrics?.countCommand({ commandType: command.commandType, outcome: kind });
    report(options.logger, command, attempted, isSettled);
    if (isSettled && (kind === 'COMMITTED' || kind === 'REFUSED')) hasGrown = true;
  }
  if (hasGrown) options.onCommitted?.();
}

/** The ids of those whose lease held. What was given back first, so that nothing waits for it. */
async function settleAll(
  { faults }: SubmitterOptions,
  ctx: ServiceContext,
  commands: readonly ClaimedCommand[],
  attempted: Attempted,
): Promise<ReadonlySet<string>> {
  const beforeCommit = () => faults.reach('submitter.settling');
  const releases = [];
  const commits = [];
  const others: { readonly lease: CommandLease; readonly outcome: CommandOutcome }[] = [];
  for (const { id: commandId, leaseNumber, fabricTxId } of commands) {
    const outcome = attempted.get(commandId);
    const lease = { commandId, leaseNumber };
    if (outcome === undefined || outcome.kind === 'LOST') continue;
    if (outcome.kind === 'RELEASED') releases.push({ ...lease, txId: fabricTxId });
    else if (outcome.kind === 'COMMITTED') commits.push({ ...lease, outcome });
    else others.push({ lease, outcome });
  }
  const settled = new Set(await releaseCommands({ ctx, releases }));
  const [only] = commits;
  if (commits.length > 1) {
    const many = commits.map(({ outcome, ...lease }) => ({ ...lease, receipt: outcome.receipt }));
    for (const id of await commitCommands({ ctx, commits: many, beforeCommit })) settled.add(id);
  } else if (only !== undefined) {
    const { outcome, ...lease } = only;
    others.unshift({ lease, outcome });
  }
  // One whose settling fails is tried again by whoever claims it next; the rest are settled all the same.
  await forEachBounded(others, 1, async ({ lease, outcome }) => {
    const isSettled = await settleCommand({ ctx, lease, outcome, beforeCommit });
    if (isSettled) settled.add(lease.commandId);
  });
  return settled;
}

function report(
  logger: ServiceLogger,
  { id: commandId, tenantId, commandType, attempts }: ClaimedCommand,
  attempted: Attempted,
  isSettled: boolean,
): void {
  const outcome = attempted.get(commandId);
  const errorCode = outcome !== undefined && 'errorCode' in outcome ? outcome.errorCode : null;
  const kind = outcome?.kind ?? 'LOST';
  const fields = { commandId, tenantId, commandType, attempts, outcome: kind, errorCode };
  if (kind === 'LOST') logger.warn(fields, 'The lease of a command was lost before it was told');
  else if (!isSettled) logger.warn(fields, 'The lease of a command was lost before it was settled');
  else if (kind === 'COMMITTED') logger.info(fields, 'Command committed');
  else if (kind === 'RELEASED') logger.info(fields, 'Command given back; it will be claimed again');
  else logger.warn(fields, 'Command not committed');
}
