import {
  ListNotificationsInput,
  MarkReadInput,
  NotificationSignal,
  NotificationStretch,
  PushTokenInput,
  PushTokenView,
  RegisterPushTokenInput,
} from '@freehold/core-contracts/notifications';
import { Done } from '@freehold/core-contracts/session';
import { listNotifications } from '@freehold/core-services/notifications/list-notifications';
import { markRead } from '@freehold/core-services/notifications/mark-read';
import {
  listPushTokens,
  registerPushToken,
  removePushToken,
} from '@freehold/core-services/notifications/push-tokens';
import { homePermissionProcedure } from '@freehold/core-trpc/procedures';
import { streamOf } from '@freehold/core-trpc/stream-of';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const read = homePermissionProcedure('account.read');
const manage = homePermissionProcedure('account.manage');

export const notificationsRouter = router({
  list: read
    .input(ListNotificationsInput)
    .output(NotificationStretch)
    .query(({ ctx, input }) => listNotifications({ ctx: ctx.service, input })),

  markRead: manage
    .input(MarkReadInput)
    .output(z.object({ unreadCount: z.int() }))
    .mutation(({ ctx, input }) => markRead({ ctx: ctx.service, input })),

  watch: read
    .input(z.void())
    .output(streamOf(NotificationSignal))
    .subscription(({ ctx, signal }) =>
      ctx.platform.live.watch({
        tenantId: ctx.session.home.id,
        sessionId: ctx.session.id,
        userId: ctx.session.user.id,
        signal,
      }),
    ),

  listPushTokens: read
    .input(z.void())
    .output(z.array(PushTokenView))
    .query(({ ctx }) => listPushTokens({ ctx: ctx.service })),

  registerPushToken: manage
    .input(RegisterPushTokenInput)
    .output(PushTokenView)
    .mutation(({ ctx, input }) => registerPushToken({ ctx: ctx.service, input })),

  removePushToken: manage
    .input(PushTokenInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removePushToken({ ctx: ctx.service, input });
      return { isDone: true } as const;
    }),
});
