import { DatabaseView } from '@freehold/core-contracts/platform';
import {
  getDatabase,
  type DatabaseStatistics,
} from '@freehold/core-services/platform/get-database';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

/** Procedures on the platform itself; `statistics` reads the database's figures. */
export function createPlatformRouter(statistics: DatabaseStatistics) {
  return router({
    getDatabase: permissionProcedure('platform.read')
      .input(z.void())
      .output(DatabaseView)
      .query(({ ctx }) => getDatabase({ ctx: ctx.service, statistics })),
  });
}
