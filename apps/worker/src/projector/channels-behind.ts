import type { PrivilegedDatabase } from '@freehold/core-db/privileged';

export interface ChannelBehind {
  readonly tenantId: string;
  readonly channel: string;
}

/** Chains with blocks that a projector has not read, of any tenant. */
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
      ORDER BY coalesce(p."updatedAt", c."createdAt"), c."tenantId"
      LIMIT ${maxChannels}::int`;
}
