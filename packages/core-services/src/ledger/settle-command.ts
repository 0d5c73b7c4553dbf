import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { compensate, type CommandContents, type EndedTransfer } from './command-compensation.ts';
import type { LedgerReceipt } from './ledger-gateway.ts';
import { recordEnded } from './record-ended.ts';

/** A claim on a command. Its number is the fence: once another claim was made, this one touches nothing. */
export interface CommandLease {
  readonly commandId: string;
  readonly leaseNumber: number;
}

export type CommandOutcome =
  /** In a block and valid. */
  | { readonly kind: 'COMMITTED'; readonly receipt: LedgerReceipt }
  /** In a block, refused there for good. */
  | { readonly kind: 'REFUSED'; readonly receipt: LedgerReceipt }
  /** Given up by a person, and the ledger will never carry it out. */
  | { readonly kind: 'CANCELLED' }
  /** Not on the ledger and never will be by itself. */
  | ({ readonly kind: 'GIVEN_UP' } & CommandFault)
  | ({ readonly kind: 'RETRY'; readonly availableAt: Date } & CommandFault);

interface CommandFault {
  readonly errorCode: string;
  readonly error: string;
  /** The transaction it may be in, where that is not written yet. */
  readonly txId?: string;
}

const settledFields = {
  id: true,
  commandType: true,
  aggregateKey: true,
  payload: true,
  commitBlock: true,
  fabricTxId: true,
  errorCode: true,
} as const;
const noFault = { errorCode: null, error: null } as const;
const unlocked = { lockedBy: null, lockedAt: null, leaseExpiresAt: null } as const;

/** A condition that only the holder of the lease meets. */
function held({ commandId, leaseNumber }: CommandLease) {
  return {
    id: commandId,
    leaseNumber,
    status: { in: ['LOCKED' as const, 'SUBMITTED' as const] },
  };
}

/**
 * Writes what became of a claimed command, what follows from it and the audit row, in one short
 * transaction. False when the lease is lost: then nothing is touched.
 */
export function settleCommand({
  ctx,
  lease,
  outcome,
  beforeCommit,
}: {
  ctx: ServiceContext;
  lease: CommandLease;
  outcome: CommandOutcome;
  /** Runs last inside the transaction. */
  beforeCommit?: () => void | Promise<void>;
}): Promise<boolean> {
  return inTransaction(
    ctx.db,
    async (tx) => {
      const [command] = await tx.outboxCommand.updateManyAndReturn({
        where: held(lease),
        data: { ...toChange(outcome), ...unlocked },
        select: settledFields,
      });
      if (command === undefined) return false;
      const ended = await compensateFor(tx, ctx, command, outcome);
      await audit(tx, ctx, command, outcome);
      await recordEnded(tx, ctx, ended, { commandId: command.id, reason: refusalOf(outcome) });
      await beforeCommit?.();
      return true;
    },
    { retry: { isSafe: true } },
  );
}

/** What the outcome means for the rest of the platform; gives the transfers that end with it. */
async function compensateFor(
  tx: TenantTransaction,
  ctx: ServiceContext,
  command: CommandContents,
  { kind }: CommandOutcome,
): Promise<readonly EndedTransfer[]> {
  if (kind === 'REFUSED') return compensate.refused(tx, ctx, command);
  if (kind === 'CANCELLED') return compensate.cancelled(tx, ctx, command);
  if (kind === 'GIVEN_UP') return compensate.givenUp(tx, ctx, command);
  return [];
}

function refusalOf(outcome: CommandOutcome): string | undefined {
  if (outcome.kind !== 'REFUSED') return undefined;
  const { blockNumber, validationCode } = outcome.receipt;
  return `Refused by the ledger in block ${blockNumber}: ${validationCode}`;
}

function toChange(outcome: CommandOutcome) {
  switch (outcome.kind) {
    case 'COMMITTED':
      return {
        ...onLedger(outcome.receipt),
        ...noFault,
        status: 'COMMITTED',
      } as const;
    case 'REFUSED': {
      const { validationCode } = outcome.receipt;
      const error = `The contract refused it: ${validationCode}`;
      return {
        ...onLedger(outcome.receipt),
        status: 'FAILED',
        errorCode: `ledger.${validationCode.toLowerCase()}`.slice(0, 80),
        error: error.slice(0, 1000),
      } as const;
    }
    case 'CANCELLED':
      return { ...noFault, status: 'CANCELLED', version: { increment: 1 } } as const;
    case 'GIVEN_UP':
      return { ...toFault(outcome), status: 'FAILED', version: { increment: 1 } } as const;
    case 'RETRY':
      return { ...toFault(outcome), status: 'PENDING', availableAt: outcome.availableAt } as const;
  }
}

function onLedger({ txId, blockNumber }: LedgerReceipt) {
  return { fabricTxId: txId, commitBlock: blockNumber, version: { increment: 1 } };
}

function toFault({ errorCode, error, txId }: CommandFault) {
  const told = txId === undefined ? {} : { fabricTxId: txId };
  return { ...told, errorCode: errorCode.slice(0, 80), error: error.slice(0, 1000) };
}

async function audit(
  tx: TenantTransaction,
  ctx: ServiceContext,
  command: { readonly id: string; readonly commandType: string; readonly aggregateKey: string },
  outcome: CommandOutcome,
): Promise<void> {
  const { commandType, aggregateKey } = command;
  const entity = { entityType: 'OutboxCommand', entityId: command.id } as const;
  if (outcome.kind === 'COMMITTED') {
    const { txId, blockNumber } = outcome.receipt;
    const changes = { commandType, aggregateKey, txId, blockNumber: blockNumber.toString() };
    await recordAudit(tx, ctx, { ...entity, action: 'command.commit', changes });
  }
  if (outcome.kind === 'CANCELLED') {
    const changes = { commandType, aggregateKey, status: 'CANCELLED' };
    await recordAudit(tx, ctx, { ...entity, action: 'command.cancel', changes });
  }
  if (outcome.kind === 'REFUSED' || outcome.kind === 'GIVEN_UP') {
    const why = outcome.kind === 'REFUSED' ? outcome.receipt.validationCode : outcome.errorCode;
    const changes = { commandType, aggregateKey, errorCode: why };
    await recordAudit(tx, ctx, { ...entity, action: 'command.fail', changes });
  }
}
