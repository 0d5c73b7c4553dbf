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

export const queueKinds = [
  'commands',
  'messages',
  'urgent-messages',
  'webhooks',
  'failed-commands',
  'paused-tenants',
  'dead-letters',
  'dead-messages',
  'dead-webhooks',
] as const;

/** The dead stay until somebody looks at them: beyond this many they are not counted one by one. */
const mostDead = 10_000;

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
        WHERE "restingStatus" = 'PENDING'
      UNION ALL
      SELECT 'messages', "createdAt" FROM "OutboundMessage" WHERE "status" IN ('PENDING', 'LOCKED')
      UNION ALL
      SELECT 'urgent-messages', "createdAt" FROM "OutboundMessage"
        WHERE "status" IN ('PENDING', 'LOCKED') AND "isUrgent"
      UNION ALL
      SELECT 'webhooks', "createdAt" FROM "WebhookDelivery" WHERE "status" IN ('PENDING', 'LOCKED')
      UNION ALL
      (SELECT 'failed-commands', "createdAt" FROM "OutboxCommand" WHERE "restingStatus" = 'FAILED'
        LIMIT ${mostDead})
      UNION ALL
      SELECT 'paused-tenants', "pausedAt" FROM "LedgerPipeline" WHERE "isPaused"
      UNION ALL
      SELECT 'dead-letters', "createdAt" FROM "EventDLQ" WHERE "status" = 'OPEN'
      UNION ALL
      (SELECT 'dead-messages', "createdAt" FROM "OutboundMessage" WHERE "status" = 'DEAD'
        LIMIT ${mostDead})
      UNION ALL
      (SELECT 'dead-webhooks', "createdAt" FROM "WebhookDelivery" WHERE "status" = 'DEAD'
        LIMIT ${mostDead})
    ) q GROUP BY q.kind`;
  for (const kind of queueKinds) {
    const row = queues.find((queue) => queue.kind === kind);
    metrics.setOutbox(row ?? { kind, depth: 0, oldestAgeMs: 0 });
  }
  const lags = await client.$queryRaw<LagRow[]>`
    SELECT wanted.projector, coalesce(sum(c."blockNumber" - coalesce(p."lastBlock", -1)), 0)::float8 AS "lagBlocks",
      coalesce(max(extract(epoch FROM clock_timestamp() - coalesce(b."createdAt", o."at"))), 0)::float8 AS "lagSeconds"
    FROM unnest(${projectors}::text[]) AS wanted(projector)
    CROSS JOIN "LedgerChain" c
    LEFT JOIN "ProjectorState" p ON p."tenantId" = c."tenantId" AND p."channel" = c."channel"
      AND p."projectorName" = wanted.projector
    LEFT JOIN "LedgerBlock" b ON b."tenantId" = c."tenantId" AND b."channel" = c."channel"
      AND b."blockNumber" = coalesce(p."lastBlock", -1) + 1
    -- Blocks of a ledger elsewhere are as old as our knowledge of them, and as new where we have none.
    LEFT JOIN LATERAL (
      SELECT min((seen->>'at')::timestamptz) AS "at"
      FROM jsonb_array_elements(
        CASE jsonb_typeof(c."observed") WHEN 'array' THEN c."observed" END) AS seen
      WHERE (seen->>'block')::bigint > coalesce(p."lastBlock", -1)
    ) o ON c."fabricChannel" IS NOT NULL
    WHERE c."blockNumber" > coalesce(p."lastBlock", -1)
    GROUP BY wanted.projector`;
  for (const projector of projectors) {
    const row = lags.find((lag) => lag.projector === projector);
    metrics.setProjectorLag(row ?? { projector, lagBlocks: 0, lagSeconds: 0 });
  }
}
