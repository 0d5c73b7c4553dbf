import { OverviewView } from '@freehold/core-contracts/overview';
import { getOverview } from '@freehold/core-services/overview/get-overview';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

export const overviewRouter = router({
  get: permissionProcedure('overview.read')
    .input(z.void())
    .output(OverviewView)
    .query(({ ctx }) => getOverview({ ctx: ctx.service })),
});
