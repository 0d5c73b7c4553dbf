import { ManualCommandType, type CommandTypeView } from '@freehold/core-contracts/ledger-commands';
import { CommandType } from '@freehold/core-contracts/enums';
import { z } from 'zod';
import { commandCatalogue } from './command-catalogue.ts';
import { refusals } from './contracts/refusals.ts';

const manual: readonly CommandType[] = ManualCommandType.options;

let views: readonly CommandTypeView[] | null = null;

/** Every command the ledger knows, with the schema that a form for its payload is made from. */
export function listCommandTypes(): CommandTypeView[] {
  views ??= CommandType.options.map(toView);
  return [...views];
}

function toView(commandType: CommandType): CommandTypeView {
  const { contract, events, payload } = commandCatalogue[commandType];
  const { $schema: _, ...payloadSchema } = z.toJSONSchema(payload, { io: 'input' });
  const isManual = manual.includes(commandType);
  return {
    commandType,
    contract,
    events: [...events],
    refusals: [...refusals[commandType]],
    isManual,
    payloadSchema,
  };
}
