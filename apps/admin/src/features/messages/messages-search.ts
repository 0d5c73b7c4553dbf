import { MessageChannel, MessageStatus } from '@freehold/core-contracts/enums';
import { z } from 'zod';
import { listParam, listSearchShape, oneParam, textParam } from '../../lib/search-params.ts';

/** State of the list in its address. */
export const MessagesSearch = z.object({
  ...listSearchShape,
  channel: oneParam(MessageChannel),
  status: listParam(MessageStatus),
  template: textParam,
});
export type MessagesSearch = z.infer<typeof MessagesSearch>;
