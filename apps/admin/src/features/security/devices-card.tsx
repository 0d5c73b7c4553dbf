import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { toast } from '@freehold/ui/toast';
import { Problem } from '../../components/problem.tsx';
import { describeError } from '../../lib/error-messages.ts';
import { useManageSessions, useOwnDevices } from './use-security.ts';

/** Browsers that were used before: a sign-in there sends no notice. */
export function DevicesCard() {
  const devices = useOwnDevices();
  const { forget } = useManageSessions();
  const { data, error } = devices;
  return (
    <Card>
      <CardHeader
        title="Known devices"
        description="A sign-in from one of these sends no notice. It still wants your second factor."
      />
      <CardBody>
        {error && !data && <Problem error={error} onRetry={() => void devices.refetch()} />}
        {!error && !data && <SkeletonLines />}
        {data?.length === 0 && <p className="text-sm text-muted">No device is known yet.</p>}
        <ul className="divide-y divide-line">
          {data?.map((device) => (
            <li key={device.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
              <span className="grid min-w-0 flex-1 basis-48">
                <span className="flex flex-wrap items-center gap-2 text-sm font-medium text-ink">
                  {device.name}
                  {device.isCurrent && (
                    <Badge tone="accent" size="sm">
                      This one
                    </Badge>
                  )}
                </span>
                <span className="text-xs text-subtle">
                  {device.ip && <span className="numeric">{device.ip}, </span>}
                  last seen <Time value={device.lastSeenAt} format="relative" />
                </span>
              </span>
              <Button
                size="sm"
                isBusy={forget.isPending && forget.variables.deviceId === device.id}
                onClick={() =>
                  forget.mutate(
                    { deviceId: device.id },
                    {
                      onSuccess: () => toast.success('The device is forgotten'),
                      onError: (problem) => toast.error(describeError(problem)),
                    },
                  )
                }
              >
                Forget
                <span className="sr-only"> {device.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
