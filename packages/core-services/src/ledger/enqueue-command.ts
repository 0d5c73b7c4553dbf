import type { CommandType } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { canonicalJson } from './canonical-json.ts';
import { commandCatalogue, type CommandPayload } from './command-catalogue.ts';

export interface CommandRequest<T extends CommandType> {
  readonly commandType: T;
  /** Unique per tenant: the same id with the same contents is one command. */
  readonly requestId: string;
  /** What order is kept within, e.g. `user:<id>`. */
  readonly aggregateKey: string;
  readonly payload: CommandPayload<T>;
}

/** Largest payload, in bytes of its canonical JSON. */
export const maxPayloadBytes = 64 * 1024;

/**
 * Writes a command in the transaction of the change it tells the ledger of; the worker submits it.
 * Call `ctx.wake('outbox')` once that transaction has committed. Throws INVALID
 * `command.payload_invalid` or `command.payload_too_large`, and CONFLICT `command.request_conflict`
 * for a known requestId with other contents.
 */
export async function enqueueCommand<T extends CommandType>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  request: CommandRequest<T>,
): Promise<{ readonly commandId: string; readonly isNew: boolean }> {
  const { commandType, requestId, aggregateKey } = request;
  const payload = parsePayload(commandType, request.payload);
  const service = ctx.actor.kind === 'SERVICE' ? ctx.actor.service : 'api';
  const data = { service, commandType, requestId, aggregateKey, payload, availableAt: ctx.clock() };

  // A unique violation would end the caller's transaction; a conflict that does nothing does not.
  const [made] = await tx.outboxCommand.createManyAndReturn({
    data: [data],
    skipDuplicates: true,
    select: { id: true },
  });
  if (made !== undefined) return { commandId: made.id, isNew: true };

  const known = await tx.outboxCommand.findFirst({
    where: { requestId },
    select: { id: true, commandType: true, aggregateKey: true, payload: true },
  });
  const isSame =
    known !== null &&
    known.commandType === commandType &&
    known.aggregateKey === aggregateKey &&
    canonicalJson(known.payload) === canonicalJson(payload);
  if (!isSame) throw new AppError('CONFLICT', 'command.request_conflict', { requestId });
  return { commandId: known.id, isNew: false };
}

function parsePayload(commandType: CommandType, given: unknown): Prisma.InputJsonObject {
  const parsed = commandCatalogue[commandType].payload.safeParse(given);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new AppError('INVALID', 'command.payload_invalid', { commandType, path });
  }
  let text: string;
  try {
    text = canonicalJson(parsed.data);
  } catch (error) {
    throw new AppError('INVALID', 'command.payload_invalid', { commandType }, { cause: error });
  }
  if (Buffer.byteLength(text, 'utf8') > maxPayloadBytes) {
    throw new AppError('INVALID', 'command.payload_too_large', { maximumBytes: maxPayloadBytes });
  }
  return JSON.parse(text) as Prisma.InputJsonObject;
}
