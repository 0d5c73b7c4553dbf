import {
  GetMessageInput,
  ListMessagesInput,
  MessageActInput,
  MessageDetail,
  MessagePage,
  MessageSummary,
} from '@freehold/core-contracts/messages';
import { cancelMessage } from '@freehold/core-services/messaging/cancel-message';
import { getMessage } from '@freehold/core-services/messaging/get-message';
import { listMessages } from '@freehold/core-services/messaging/list-messages';
import { resendMessage } from '@freehold/core-services/messaging/resend-message';
import { retryMessage } from '@freehold/core-services/messaging/retry-message';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const read = permissionProcedure('message.read');
const manage = permissionProcedure('message.manage');

export const messagesRouter = router({
  list: read
    .input(ListMessagesInput)
    .output(MessagePage)
    .query(({ ctx, input }) => listMessages({ ctx: ctx.service, input })),

  get: read
    .input(GetMessageInput)
    .output(MessageDetail)
    .query(({ ctx, input }) => getMessage({ ctx: ctx.service, input })),

  retry: manage
    .input(MessageActInput)
    .output(MessageSummary)
    .mutation(({ ctx, input }) => retryMessage({ ctx: ctx.service, input })),

  resend: manage
    .input(MessageActInput)
    .output(MessageSummary)
    .mutation(({ ctx, input }) => resendMessage({ ctx: ctx.service, input })),

  cancel: manage
    .input(MessageActInput)
    .output(MessageSummary)
    .mutation(({ ctx, input }) => cancelMessage({ ctx: ctx.service, input })),
});
