import {
  EndedSessions,
  EndSessionInput,
  OwnDevice,
  OwnSession,
  RevokeDeviceInput,
  SecurityView,
} from '@freehold/core-contracts/security';
import { Done } from '@freehold/core-contracts/session';
import { getSecurity } from '@freehold/core-services/accounts/credentials/get-security';
import { listOwnDevices } from '@freehold/core-services/accounts/devices/list-own-devices';
import { revokeDevice } from '@freehold/core-services/accounts/devices/revoke-device';
import { endOwnSession } from '@freehold/core-services/accounts/session/end-own-session';
import { endOwnSessions } from '@freehold/core-services/accounts/session/end-own-sessions';
import { listOwnSessions } from '@freehold/core-services/accounts/session/list-own-sessions';
import { homePermissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';
import { dropSessionCookie } from './opened-session.ts';

const read = homePermissionProcedure('account.read');
const manage = homePermissionProcedure('account.manage');

/** What the caller sees and ends of their own sign-ins. */
export const securityRouter = router({
  get: read
    .input(z.void())
    .output(SecurityView)
    .query(({ ctx }) => getSecurity({ ctx: ctx.service })),

  listSessions: read
    .input(z.void())
    .output(z.array(OwnSession))
    .query(({ ctx }) => listOwnSessions({ ctx: ctx.service, sessionId: ctx.session.id })),

  endSession: manage
    .input(EndSessionInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await endOwnSession({ ctx: ctx.service, input });
      if (input.sessionId === ctx.session.id) dropSessionCookie(ctx, ctx.tenant, ctx.session);
      return { isDone: true };
    }),

  endOtherSessions: manage
    .input(z.void())
    .output(EndedSessions)
    .mutation(async ({ ctx }) => {
      const exceptSessionId = ctx.session.id;
      return { ended: await endOwnSessions({ ctx: ctx.service, exceptSessionId }) };
    }),

  endAllSessions: manage
    .input(z.void())
    .output(EndedSessions)
    .mutation(async ({ ctx }) => {
      const ended = await endOwnSessions({ ctx: ctx.service });
      dropSessionCookie(ctx, ctx.tenant, ctx.session);
      return { ended };
    }),

  listDevices: read
    .input(z.void())
    .output(z.array(OwnDevice))
    .query(({ ctx }) => listOwnDevices({ ctx: ctx.service, deviceId: ctx.session.deviceId })),

  revokeDevice: manage
    .input(RevokeDeviceInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await revokeDevice({ ctx: ctx.service, input });
      return { isDone: true };
    }),
});
