import type { DatabaseView } from '@freehold/core-contracts/platform';
import { Breakdown } from '@freehold/ui/breakdown';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { Progress } from '@freehold/ui/progress';

/** Connections by state against the server's limit. */
export function ConnectionsCard({ connections }: { connections: DatabaseView['connections'] }) {
  const { all, active, idle, limit, isNearLimit } = connections;
  const percent = limit === 0 ? 0 : (all / limit) * 100;
  return (
    <Card>
      <CardHeader title="Connections" description={`${percent.toFixed(0)} % of ${limit} in use`} />
      <CardBody className="grid gap-4">
        <Progress
          label="Connections in use"
          percent={percent}
          tone={isNearLimit ? 'warning' : 'accent'}
          className="h-2"
        />
        <Breakdown
          label="Connections by state"
          parts={[
            { id: 'active', label: 'Active', count: active, tone: 'accent' },
            { id: 'idle', label: 'Idle', count: idle, tone: 'neutral' },
            { id: 'other', label: 'Other', count: Math.max(0, all - active - idle), tone: 'info' },
          ]}
        />
      </CardBody>
    </Card>
  );
}
