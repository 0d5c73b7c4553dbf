import {
  EffectiveLimits,
  EffectiveLimitsInput,
  LimitPage,
  ListLimitsInput,
  RemoveLimitInput,
  SetLimitInput,
} from '@freehold/core-contracts/limits';
import { ActOutcome } from '@freehold/core-contracts/people';
import { getEffectiveLimits } from '@freehold/core-services/limits/effective-limits';
import { listLimits } from '@freehold/core-services/limits/list-limits';
import { removeLimit } from '@freehold/core-services/limits/remove-limit';
import { setLimit } from '@freehold/core-services/limits/set-limit';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const read = permissionProcedure('transfer.read');
const manage = permissionProcedure('limit.manage', { isStepUpNeeded: true });

export const limitsRouter = router({
  list: read
    .input(ListLimitsInput)
    .output(LimitPage)
    .query(({ ctx, input }) => listLimits({ ctx: ctx.service, input })),

  effective: read
    .input(EffectiveLimitsInput)
    .output(EffectiveLimits)
    .query(({ ctx, input }) => getEffectiveLimits({ ctx: ctx.service, input })),

  set: manage
    .input(SetLimitInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => setLimit({ ctx: ctx.service, input })),

  remove: manage
    .input(RemoveLimitInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => removeLimit({ ctx: ctx.service, input })),
});
