import type { CommandType } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
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
const mostAtATime = 1_000;

const insert = defineReviewedSql(
  'outboxCommand.insert',
  'a known request changes nothing, and many commands are one statement',
  { writes: ['OutboxCommand'] },
);

export interface EnqueuedCommand {
  readonly commandId: string;
  readonly isNew: boolean;
}

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
): Promise<EnqueuedCommand> {
  const [enqueued] = await enqueueCommands(tx, ctx, [request]);
  if (enqueued === undefined) throw new Error('A command was left out');
  return enqueued;
}

/** Writes up to 1,000 commands as `enqueueCommand` writes one, in the order given; answers in that order. */
export async function enqueueCommands<T extends CommandType>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  requests: readonly CommandRequest<T>[],
): Promise<EnqueuedCommand[]> {
  if (requests.length > mostAtATime) throw new RangeError(`At most ${mostAtATime} at a time`);
  const payloads = requests.map(({ commandType, payload }) => payloadText(commandType, payload));
  // A unique violation would end the caller's transaction; a conflict that does nothing does not.
  const made = await queryReviewed<{ readonly id: string; readonly requestId: string }>(
    tx,
    insert,
    Prisma.sql`INSERT INTO "OutboxCommand"
        ("id", "service", "commandType", "requestId", "aggregateKey", "payload", "availableAt")
      SELECT uuidv7(), ${ctx.actor.kind === 'SERVICE' ? ctx.actor.service : 'api'},
        n."commandType"::"CommandType", n."requestId", n."aggregateKey", n."payload"::jsonb,
        ${ctx.clock()}::timestamptz
      FROM unnest(${requests.map(({ commandType }) => commandType)}::text[],
          ${requests.map(({ requestId }) => requestId)}::text[],
          ${requests.map(({ aggregateKey }) => aggregateKey)}::text[], ${payloads}::text[])
        WITH ORDINALITY AS n("commandType", "requestId", "aggregateKey", "payload", "number")
      ORDER BY n."number"
      ON CONFLICT ("tenantId", "requestId") DO NOTHING
      RETURNING "id", "requestId"`,
  );
  const ids = new Map(made.map(({ id, requestId }) => [requestId, id]));
  const answers: EnqueuedCommand[] = [];
  for (const [index, request] of requests.entries()) {
    const { requestId } = request;
    const commandId = ids.get(requestId);
    // The second of one request in the same call is a known one.
    ids.delete(requestId);
    answers.push(
      commandId === undefined
        ? { commandId: await requireSame(tx, request, payloads[index]), isNew: false }
        : { commandId, isNew: true },
    );
  }
  return answers;
}

/** The id of the command that has the request, if it says the same. */
async function requireSame(
  tx: TenantTransaction,
  { requestId, commandType, aggregateKey }: CommandRequest<CommandType>,
  payload: string | undefined,
): Promise<string> {
  const known = await tx.outboxCommand.findFirst({
    where: { requestId },
    select: { id: true, commandType: true, aggregateKey: true, payload: true },
  });
  const isSame =
    known !== null &&
    known.commandType === commandType &&
    known.aggregateKey === aggregateKey &&
    canonicalJson(known.payload) === payload;
  if (!isSame) throw new AppError('CONFLICT', 'command.request_conflict', { requestId });
  return known.id;
}

/** Canonical JSON of a payload of the type's shape. */
function payloadText(commandType: CommandType, given: unknown): string {
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
  return text;
}
