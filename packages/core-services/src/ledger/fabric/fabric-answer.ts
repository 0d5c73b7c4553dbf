import { z } from 'zod';
import { LedgerError } from '../ledger-gateway.ts';

/** What the chaincode answers to a command: its own verdict, and the transaction it was first given in. */
const CommandAnswer = z.object({
  txId: z.string().min(1).max(128),
  validationCode: z.string().min(1).max(60),
});
export type CommandAnswer = z.infer<typeof CommandAnswer>;

const FoundCommand = z.union([CommandAnswer, z.null()]);

/** What the chaincode's one event per transaction carries. */
const EventEnvelope = z.object({
  timestamp: z.iso.datetime(),
  events: z.array(z.object({ name: z.string(), version: z.int(), payload: z.unknown() })),
});
export type EventEnvelope = z.infer<typeof EventEnvelope>;

/** Name of that event. */
export const commandEventName = 'CommandExecuted';

/** Throws LedgerError GIVE_UP `ledger.answer_malformed`. */
export function readAnswer(bytes: Uint8Array): CommandAnswer {
  return read(CommandAnswer, bytes);
}

/** Throws LedgerError GIVE_UP `ledger.answer_malformed`. */
export function readFound(bytes: Uint8Array): CommandAnswer | null {
  return read(FoundCommand, bytes);
}

/** Null where the payload is not one of ours. */
export function readEnvelope(bytes: Uint8Array): EventEnvelope | null {
  const parsed = EventEnvelope.safeParse(parseJson(bytes));
  return parsed.success ? parsed.data : null;
}

function read<T>(schema: z.ZodType<T>, bytes: Uint8Array): T {
  const parsed = schema.safeParse(parseJson(bytes));
  if (parsed.success) return parsed.data;
  const detail = 'The chaincode does not answer as the platform expects';
  throw new LedgerError('GIVE_UP', 'ledger.answer_malformed', detail);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
