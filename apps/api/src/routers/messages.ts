import {
  GetMessageInput,
  ListMessagesInput,
  MessageDetail,
  MessagePage,
  MessageSummary,
  RetryMessageInput,
} from '@freehold/core-contracts/messages';
import { getMessage } from '@freehold/core-services/messaging/get-message';
import { listMessages } from '@freehold/core-services/messaging/list-messages';
import { retryMessage } from '@freehold/core-services/messaging/retry-message';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const read = permissionProcedure('message.read');

export const messagesRouter = router({
  list: read
    .input(ListMessagesInput)
    .output(MessagePage)
    .query(({ ctx, input }) => listMessages({ ctx: ctx.service, input })),

  get: read
    .input(GetMessageInput)
    .output(MessageDetail)
    .query(({ ctx, input }) => getMessage({ ctx: ctx.service, input })),

  retry: permissionProcedure('message.manage')
    .input(RetryMessageInput)
    .output(MessageSummary)
    .mutation(({ ctx, input }) => retryMessage({ ctx: ctx.service, input })),
});
