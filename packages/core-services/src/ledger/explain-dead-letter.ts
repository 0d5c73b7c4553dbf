import { AppError } from '@freehold/core-contracts/errors';
import type {
  DeadLetterCause,
  DeadLetterExplanation,
  ExplainDeadLetterInput,
} from '@freehold/core-contracts/pipeline';
import type { ServiceContext } from '../context.ts';
import { deadLetterFields } from './list-dead-letters.ts';
import { findHandling, findProjection, projections } from './projections/find-handler.ts';
import { transferOfCommand } from './transfer-of-command.ts';

/** Says why an event was set aside, what it comes from, and whether a replay can help. Throws NOT_FOUND `entity.not_found`. */
export async function explainDeadLetter({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ExplainDeadLetterInput;
}): Promise<DeadLetterExplanation> {
  const { db } = ctx;
  const letter = await db.eventDLQ.findFirst({
    where: { id: input.deadLetterId },
    select: deadLetterFields,
  });
  if (letter === null) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'deadLetter' });
  }
  const { channel, blockNumber, eventIndex, projectorName } = letter;
  const [transaction, others, transfer] = await Promise.all([
    db.ledgerTransaction.findFirst({
      where: { txId: letter.fabricTxId },
      select: { commandId: true, commandType: true },
    }),
    db.eventDLQ.findMany({
      where: { channel, blockNumber, eventIndex, projectorName: { not: projectorName } },
      take: projections.length,
      select: { projectorName: true, status: true },
    }),
    transferOfCommand(db, { payload: letter.rawPayload }),
  ]);
  const cause = causeOf(letter);
  return {
    deadLetterId: letter.id,
    cause,
    reason: letter.reason,
    attempts: letter.attempts,
    canReplay: letter.status === 'OPEN' && cause === null,
    command: transaction,
    transfer,
    otherProjectors: others.map(({ projectorName: name, status }) => ({
      projectorName: name,
      isSetAside: status === 'OPEN',
    })),
  };
}

/** What stands in a replay's way in this version of the platform; null when only the data did. */
function causeOf(letter: {
  readonly projectorName: string;
  readonly eventName: string;
  readonly eventVersion: number;
}): DeadLetterCause | null {
  const projection = findProjection(letter.projectorName);
  if (projection === null) return 'PROJECTION_UNKNOWN';
  const event = { name: letter.eventName, version: letter.eventVersion };
  if (findHandling(projection, event).kind !== 'UNKNOWN') return null;
  const isNameKnown = projections.some(({ handlers }) => Object.hasOwn(handlers, event.name));
  return isNameKnown ? 'VERSION_UNKNOWN' : 'EVENT_UNKNOWN';
}
