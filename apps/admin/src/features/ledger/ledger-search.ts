import { CommandStatus, CommandType, DeadLetterStatus } from '@freehold/core-contracts/enums';
import { z } from 'zod';
import {
  listParam,
  listSearchShape,
  oneParam,
  sortParam,
  textParam,
} from '../../lib/search-params.ts';

/** State of each list in its address. */
export const BlocksSearch = z.object(listSearchShape);
export type BlocksSearch = z.infer<typeof BlocksSearch>;

export const CommandsSearch = z.object({
  ...listSearchShape,
  status: listParam(CommandStatus),
  type: oneParam(CommandType),
  sort: sortParam(['createdAt']),
});
export type CommandsSearch = z.infer<typeof CommandsSearch>;

export const EventsSearch = z.object({
  ...listSearchShape,
  name: textParam,
  sort: sortParam(['blockNumber']),
});
export type EventsSearch = z.infer<typeof EventsSearch>;

export const DeadLettersSearch = z.object({
  ...listSearchShape,
  status: oneParam(DeadLetterStatus),
  sort: sortParam(['createdAt', 'blockNumber', 'attempts']),
});
export type DeadLettersSearch = z.infer<typeof DeadLettersSearch>;
