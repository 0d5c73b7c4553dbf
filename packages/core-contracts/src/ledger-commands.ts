import { z } from 'zod';
import { CommandType } from './enums.ts';
import { Id } from './ids.ts';
import { Reason } from './text.ts';

/**
 * Commands that operators give to the ledger by hand. The others follow from a change of the
 * platform's own tables, which must come first: a person, a transfer, a freeze, a loan.
 */
export const ManualCommandType = z.enum([
  'PROPOSE_ORGANIZATION',
  'ENDORSE_MEMBERSHIP',
  'ACTIVATE_ORGANIZATION',
  'DEFINE_AUTH_RULE',
  'SUBMIT_PROPOSAL',
  'CAST_VOTE',
  'EXECUTE_PROPOSAL',
  'BOOTSTRAP_SYSTEM',
  'INITIALIZE_COUNTRY_DATA',
  'UPDATE_SYSTEM_PARAMETER',
  'PAUSE_SYSTEM',
  'RESUME_SYSTEM',
  'APPOINT_ADMIN',
  'ACTIVATE_TREASURY',
] as const satisfies readonly CommandType[]);
export type ManualCommandType = z.infer<typeof ManualCommandType>;

export const CommandTypeView = z.object({
  commandType: CommandType,
  contract: z.string(),
  /** Names of the events it can cause. */
  events: z.array(z.string()),
  /** Codes that the embedded ledger refuses it with. */
  refusals: z.array(z.string()),
  /** Whether operators may give it by hand. */
  isManual: z.boolean(),
  /** JSON Schema (draft 2020-12) of the payload. */
  payloadSchema: z.record(z.string(), z.unknown()),
});
export type CommandTypeView = z.infer<typeof CommandTypeView>;

export const SubmitCommandInput = z.strictObject({
  /** Made by the caller: the same id with the same contents is one command. */
  requestId: Id,
  commandType: ManualCommandType,
  payload: z.record(z.string(), z.unknown()),
  reason: Reason,
});
export type SubmitCommandInput = z.infer<typeof SubmitCommandInput>;
