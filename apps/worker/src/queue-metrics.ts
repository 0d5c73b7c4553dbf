import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import type { Metrics } from '@freehold/core-observability';

interface QueueRow {
  readonly kind: string;
  readonly depth: number;
  readonly oldestAgeMs: number;
}

interface LagRow {
  readonly projector: string;
  readonly lagBlocks: number;
  readonly lagSeconds: number;
}

/** Brings the figures of the queues and projectors up to date, over all tenants. */
export async function collectQueueMetrics(
  { client }: PrivilegedDatabase,
  metrics: Pick<Metrics, 'setOutbox' | 'setProjectorLag'>,
  projectors: readonly string[],
): Promise<void> {
  const queues = await client.$queryRaw<QueueRow[]>`
    SELECT q.kind, count(*)::int AS depth,
      coalesce(extract(epoch FROM clock_timestamp() - min(q."createdAt")) * 1000, 0)::float8 AS "oldestAgeMs"
    FROM (
      SELECT 'commands' AS kind, "createdAt" FROM "OutboxCommand"
        WHERE "status" IN ('PENDING', 'LOCKED', 'SUBMITTED')
      UNION ALL
      SELECT 'messages', "createdAt" FROM "OutboundMessage" WHERE "status" IN ('PENDING', 'LOCKED')
      UNION ALL
      SELECT 'dead-letters', "createdAt" FROM "EventDLQ" WHERE "status" = 'OPEN'
    ) q GROUP BY q.kind`;
  for (const kind of ['commands', 'messages', 'dead-letters']) {
    const row = queues.find((queue) => queue.kind === kind);
    metrics.setOutbox(row ?? { kind, depth: 0, oldestAgeMs: 0 });
  }
  const lags = await client.$queryRaw<LagRow[]>`
    SELECT wanted.projector, coalesce(sum(c."blockNumber" - coalesce(p."lastBlock", -1)), 0)::float8 AS "lagBlocks",
      coalesce(max(extract(epoch FROM clock_timestamp() - b."createdAt")), 0)::float8 AS "lagSeconds"
    FROM unnest(${projectors}::text[]) AS wanted(projector)
    CROSS JOIN "LedgerChain" c
    LEFT JOIN "ProjectorState" p ON p."tenantId" = c."tenantId" AND p."channel" = c."channel"
      AND p."projectorName" = wanted.projector
    LEFT JOIN "LedgerBlock" b ON b."tenantId" = c."tenantId" AND b."channel" = c."channel"
      AND b."blockNumber" = coalesce(p."lastBlock", -1) + 1
    WHERE c."blockNumber" > coalesce(p."lastBlock", -1)
    GROUP BY wanted.projector`;
  for (const projector of projectors) {
    const row = lags.find((lag) => lag.projector === projector);
    metrics.setProjectorLag(row ?? { projector, lagBlocks: 0, lagSeconds: 0 });
  }
}
