import { z } from 'zod';

/** The database as platform operators see it. */
export const DatabaseView = z.object({
  serverVersion: z.string(),
  connections: z.object({
    all: z.int(),
    active: z.int(),
    idle: z.int(),
    limit: z.int(),
    isNearLimit: z.boolean(),
  }),
  /** Null where pg_stat_statements is not loaded. */
  topStatements: z
    .array(
      z.object({
        statement: z.string(),
        calls: z.bigint(),
        totalMs: z.number(),
        meanMs: z.number(),
      }),
    )
    .nullable(),
  tables: z.array(z.object({ name: z.string(), rowEstimate: z.bigint(), totalBytes: z.bigint() })),
  migrations: z.object({
    isCurrent: z.boolean(),
    applied: z.array(z.object({ name: z.string(), appliedAt: z.date() })),
    pending: z.array(z.string()),
  }),
  databaseBytes: z.bigint(),
  asOf: z.date(),
});
export type DatabaseView = z.infer<typeof DatabaseView>;
