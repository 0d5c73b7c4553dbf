import type { PrivilegedDatabase } from '@freehold/core-db/privileged';

export interface ChannelBehind {
  readonly tenantId: string;
  readonly channel: string;
}

/** Chains with blocks that a projector has not read, of any tenant whose pipeline is not paused. */
export type ChannelsBehind = (projectorName: string) => Promise<ChannelBehind[]>;

const maxChannels = 500;

/** Chains of the embedded ledger with blocks that a projector has not read; those that waited longest come first. */
export function createChannelsBehind(database: PrivilegedDatabase): ChannelsBehind {
  return (projectorName) =>
    database.client.$queryRaw<ChannelBehind[]>`
      SELECT c."tenantId", c."channel" FROM "LedgerChain" c
      LEFT JOIN "ProjectorState" p ON p."tenantId" = c."tenantId" AND p."channel" = c."channel"
        AND p."projectorName" = ${projectorName}
      WHERE c."blockNumber" > coalesce(p."lastBlock", -1)
        AND NOT EXISTS (
          SELECT FROM "LedgerPipeline" l WHERE l."tenantId" = c."tenantId" AND l."isPaused")
      ORDER BY coalesce(p."updatedAt", c."createdAt"), c."tenantId"
      LIMIT ${maxChannels}::int`;
}

/** Chains whose first projection has gone past what `publisherName` has sent; those that waited longest come first. */
export function createChannelsUnpublished(
  database: PrivilegedDatabase,
  { publisherName, firstProjection }: { publisherName: string; firstProjection: string },
): () => Promise<ChannelBehind[]> {
  return () =>
    database.client.$queryRaw<ChannelBehind[]>`
      SELECT s."tenantId", s."channel" FROM "ProjectorState" s
      LEFT JOIN "ProjectorState" p ON p."tenantId" = s."tenantId" AND p."channel" = s."channel"
        AND p."projectorName" = ${publisherName}
      WHERE s."projectorName" = ${firstProjection}
        AND (s."lastBlock", s."lastEventIndex")
          > (coalesce(p."lastBlock", -1), coalesce(p."lastEventIndex", -1))
      ORDER BY coalesce(p."updatedAt", s."createdAt"), s."tenantId"
      LIMIT ${maxChannels}::int`;
}
