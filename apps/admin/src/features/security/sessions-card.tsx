import type { OwnSession } from '@freehold/core-contracts/security';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { toast } from '@freehold/ui/toast';
import { LogOut } from 'lucide-react';
import { Problem } from '../../components/problem.tsx';
import { describeError } from '../../lib/error-messages.ts';
import { useManageSessions, useOwnSessions } from './use-security.ts';

/** Where the operator is signed in; one or all others may be ended. */
export function SessionsCard() {
  const sessions = useOwnSessions();
  const { end, endOthers } = useManageSessions();
  const { data, error } = sessions;
  const live = data?.filter((session) => session.endedAt === null) ?? [];
  return (
    <Card>
      <CardHeader
        title="Sessions"
        description="Where you are signed in right now."
        actions={
          live.length > 1 && (
            <Button
              size="sm"
              variant="danger-outline"
              icon={<LogOut />}
              isBusy={endOthers.isPending}
              onClick={() =>
                endOthers.mutate(undefined, {
                  onSuccess: ({ ended }) =>
                    toast.success(
                      ended === 1 ? 'One session has ended' : `${ended} sessions have ended`,
                    ),
                  onError: (problem) => toast.error(describeError(problem)),
                })
              }
            >
              End all others
            </Button>
          )
        }
      />
      <CardBody>
        {error && !data && <Problem error={error} onRetry={() => void sessions.refetch()} />}
        {!error && !data && <SkeletonLines />}
        <ul className="divide-y divide-line">
          {live.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              isBusy={end.isPending && end.variables.sessionId === session.id}
              onEnd={() =>
                end.mutate(
                  { sessionId: session.id },
                  {
                    onSuccess: () => toast.success('The session has ended'),
                    onError: (problem) => toast.error(describeError(problem)),
                  },
                )
              }
            />
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

type SessionRowProps = { session: OwnSession; isBusy: boolean; onEnd: () => void };

function SessionRow({ session, isBusy, onEnd }: SessionRowProps) {
  const device = session.device ?? 'Unknown device';
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
      <span className="grid min-w-0 flex-1 basis-48">
        <span className="flex flex-wrap items-center gap-2 text-sm font-medium text-ink">
          {device}
          {session.isCurrent && (
            <Badge tone="accent" size="sm">
              This one
            </Badge>
          )}
        </span>
        <span className="text-xs text-subtle">
          {session.ip && <span className="numeric">{session.ip}, </span>}
          since <Time value={session.createdAt} />, last seen{' '}
          <Time value={session.lastActivityAt} format="relative" />
        </span>
      </span>
      {!session.isCurrent && (
        <Button size="sm" isBusy={isBusy} onClick={onEnd}>
          End
          <span className="sr-only"> the session on {device}</span>
        </Button>
      )}
    </li>
  );
}
