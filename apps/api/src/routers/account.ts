import {
  AnswerInformationRequestInput,
  CloseAccountInput,
  PreferencesView,
  UpdatePreferencesInput,
  UpdateProfileInput,
} from '@freehold/core-contracts/people';
import { Done } from '@freehold/core-contracts/session';
import { AccountView } from '@freehold/core-contracts/users';
import { getAccount } from '@freehold/core-services/accounts/get-account';
import { closeOwnAccount } from '@freehold/core-services/accounts/people/close-own-account';
import {
  getPreferences,
  updatePreferences,
} from '@freehold/core-services/accounts/people/preferences';
import { updateProfile } from '@freehold/core-services/accounts/people/update-profile';
import { answerInformationRequest } from '@freehold/core-services/approvals/answer-information-request';
import { homePermissionProcedure, permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const readOwn = permissionProcedure('account.read');
const readHome = homePermissionProcedure('account.read');
const manage = homePermissionProcedure('account.manage');

export const accountRouter = router({
  get: readOwn
    .input(z.void())
    .output(AccountView)
    .query(({ ctx }) => getAccount({ ctx: ctx.service })),

  updateProfile: manage
    .input(UpdateProfileInput)
    .output(AccountView)
    .mutation(({ ctx, input }) => updateProfile({ ctx: ctx.service, input })),

  getPreferences: readHome
    .input(z.void())
    .output(PreferencesView)
    .query(({ ctx }) => getPreferences({ ctx: ctx.service })),

  updatePreferences: manage
    .input(UpdatePreferencesInput)
    .output(PreferencesView)
    .mutation(({ ctx, input }) => updatePreferences({ ctx: ctx.service, input })),

  answerInformationRequest: manage
    .input(AnswerInformationRequestInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await answerInformationRequest({ ctx: ctx.service, input });
      return { isDone: true } as const;
    }),

  close: homePermissionProcedure('account.manage', { isStepUpNeeded: true })
    .input(CloseAccountInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await closeOwnAccount({ ctx: ctx.service, input });
      return { isDone: true } as const;
    }),
});
