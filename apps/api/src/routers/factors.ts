import {
  AddPasskeyInput,
  AuthenticatorInput,
  BeginTotpOutput,
  ConfirmTotpInput,
  FactorAdded,
  PasskeyInput,
  RecoveryCodes,
  RenamePasskeyInput,
} from '@freehold/core-contracts/security';
import { BeginPasskeyOutput, Done } from '@freehold/core-contracts/session';
import { beginTotp } from '@freehold/core-services/accounts/factors/begin-totp';
import { confirmTotp } from '@freehold/core-services/accounts/factors/confirm-totp';
import { removeTotp } from '@freehold/core-services/accounts/factors/remove-totp';
import { renewRecoveryCodes } from '@freehold/core-services/accounts/factors/renew-recovery-codes';
import { addPasskey } from '@freehold/core-services/accounts/passkeys/add-passkey';
import { beginPasskey } from '@freehold/core-services/accounts/passkeys/begin-passkey';
import { removePasskey } from '@freehold/core-services/accounts/passkeys/remove-passkey';
import { renamePasskey } from '@freehold/core-services/accounts/passkeys/rename-passkey';
import { homePermissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const manageOwn = homePermissionProcedure('account.manage');
const changeFactors = homePermissionProcedure('account.manage', { isStepUpNeeded: true });
const done = { isDone: true } as const;

export const factorsRouter = router({
  beginTotp: changeFactors
    .input(z.void())
    .output(BeginTotpOutput)
    .mutation(({ ctx }) => beginTotp({ ctx: ctx.service })),

  confirmTotp: changeFactors
    .input(ConfirmTotpInput)
    .output(FactorAdded)
    .mutation(({ ctx, input }) =>
      confirmTotp({ ctx: ctx.service, input, sessionId: ctx.session.id }),
    ),

  removeTotp: changeFactors
    .input(AuthenticatorInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removeTotp({ ctx: ctx.service, input, sessionId: ctx.session.id });
      return done;
    }),

  renewRecoveryCodes: changeFactors
    .input(z.void())
    .output(RecoveryCodes)
    .mutation(({ ctx }) => renewRecoveryCodes({ ctx: ctx.service, sessionId: ctx.session.id })),

  beginPasskey: changeFactors
    .input(z.void())
    .output(BeginPasskeyOutput)
    .mutation(({ ctx }) => beginPasskey({ ctx: ctx.service })),

  addPasskey: changeFactors
    .input(AddPasskeyInput)
    .output(FactorAdded)
    .mutation(({ ctx, input }) =>
      addPasskey({ ctx: ctx.service, input, sessionId: ctx.session.id }),
    ),

  renamePasskey: manageOwn
    .input(RenamePasskeyInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await renamePasskey({ ctx: ctx.service, input });
      return done;
    }),

  removePasskey: changeFactors
    .input(PasskeyInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removePasskey({ ctx: ctx.service, input, sessionId: ctx.session.id });
      return done;
    }),
});
