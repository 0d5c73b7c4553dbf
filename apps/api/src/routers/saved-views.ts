import {
  ListSavedViewsInput,
  SavedView,
  SavedViewInput,
  SaveViewInput,
} from '@freehold/core-contracts/people';
import { Done } from '@freehold/core-contracts/session';
import {
  listSavedViews,
  removeView,
  saveView,
} from '@freehold/core-services/saved-views/saved-views';
import { homePermissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const manage = homePermissionProcedure('account.manage');

export const savedViewsRouter = router({
  list: homePermissionProcedure('account.read')
    .input(ListSavedViewsInput)
    .output(z.array(SavedView))
    .query(({ ctx, input }) => listSavedViews({ ctx: ctx.service, input })),

  save: manage
    .input(SaveViewInput)
    .output(SavedView)
    .mutation(({ ctx, input }) => saveView({ ctx: ctx.service, input })),

  remove: manage
    .input(SavedViewInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removeView({ ctx: ctx.service, input });
      return { isDone: true } as const;
    }),
});
