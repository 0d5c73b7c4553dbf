import { AppError } from '@freehold/core-contracts/errors';
import {
  SubmitCommandInput,
  type ManualCommandType,
} from '@freehold/core-contracts/ledger-commands';
import type { ActOutcome } from '@freehold/core-contracts/people';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { tellLedgerOfOrganization } from '../business/auth-rules.ts';
import type { ServiceContext } from '../context.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { commandCatalogue, type CommandPayload } from './command-catalogue.ts';
import { enqueueCommand } from './enqueue-command.ts';

/** Longest value of a payload that a proposal shows. */
const maxShownLength = 200;

export const submitCommandAct = defineAct<SubmitCommandInput>({
  action: 'ledger.submitCommand',
  permission: 'ledger.submit',
  schema: SubmitCommandInput,
  reasonOf: ({ reason }) => reason,
  wakes: ['outbox'],
  look(_tx, _ctx, { requestId, commandType, payload }) {
    const changes = Object.entries(parsePayload(commandType, payload)).map(([field, value]) => ({
      field,
      value: (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, maxShownLength),
    }));
    return Promise.resolve({
      entityType: 'OutboxCommand',
      entityId: requestId,
      entityName: commandType,
      entityVersion: null,
      changes,
    });
  },
  carryOut: enqueueIn,
});

/**
 * Gives the ledger a command by hand; a proposal where the tenant asks for four eyes. Throws INVALID
 * `command.payload_invalid`, CONFLICT `command.request_conflict` for a known requestId with other
 * contents.
 */
export function submitCommand({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SubmitCommandInput;
}): Promise<ActOutcome> {
  return performAct(ctx, submitCommandAct, input);
}

async function enqueueIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { requestId, commandType, payload, reason }: SubmitCommandInput,
): Promise<null> {
  const parsed = parsePayload(commandType, payload);
  const { commandId, isNew } = await enqueueCommand(tx, ctx, {
    commandType,
    requestId: `manual:${requestId}`,
    aggregateKey: aggregateOf(parsed),
    payload: parsed,
  });
  if (!isNew) return null;
  if (commandType === 'PROPOSE_ORGANIZATION' && 'organizationId' in parsed) {
    await tellLedgerOfOrganization(tx, ctx, parsed.organizationId);
  }
  await recordAudit(tx, ctx, {
    action: submitCommandAct.action,
    entityType: 'OutboxCommand',
    entityId: commandId,
    reason,
    changes: { commandType, payload: JSON.stringify(parsed).slice(0, 4000) },
  });
  return null;
}

function parsePayload(
  commandType: ManualCommandType,
  payload: SubmitCommandInput['payload'],
): CommandPayload<ManualCommandType> {
  const parsed = commandCatalogue[commandType].payload.safeParse(payload);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new AppError('INVALID', 'command.payload_invalid', { commandType, path });
}

/** What the order of commands is kept within. */
function aggregateOf(payload: CommandPayload<ManualCommandType>): string {
  if ('organizationId' in payload) return `organization:${payload.organizationId}`;
  if ('proposalId' in payload) return `proposal:${payload.proposalId}`;
  return 'system';
}
