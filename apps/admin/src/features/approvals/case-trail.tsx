import type { ApprovalDetail } from '@freehold/core-contracts/approvals';
import { StatusBadge } from '@freehold/ui/badge';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { formatDuration } from '@freehold/ui/formats';
import { KeyValueList } from '@freehold/ui/key-value';
import { Time } from '@freehold/ui/time';

/** Where the sign-up came from, and the devices seen since. */
export function CaseTrail({ approval }: { approval: ApprovalDetail }) {
  const { registration, user } = approval;
  return (
    <Card>
      <CardHeader title="Sign-up and devices" />
      <CardBody className="grid gap-5">
        {registration ? (
          <KeyValueList
            columns={3}
            items={[
              { label: 'Started', value: <Time value={registration.startedAt} /> },
              {
                label: 'Finished',
                value: registration.completedAt && <Time value={registration.completedAt} />,
              },
              {
                label: 'Took',
                value:
                  registration.completedAt &&
                  formatDuration(
                    (registration.completedAt.getTime() - registration.startedAt.getTime()) / 1000,
                  ),
              },
              { label: 'Address', value: registration.ip },
              { label: 'Browser', value: registration.userAgent, isWide: true },
            ]}
          />
        ) : (
          <p className="text-sm text-muted">This account was not made by signing up.</p>
        )}
        {user.sessions.length > 0 && (
          <ul className="divide-y divide-line rounded-md border border-line">
            {user.sessions.map((session) => (
              <li
                key={session.id}
                className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2"
              >
                <div className="min-w-0 flex-1">
                  <p className="truncate text-sm text-ink">{session.device ?? 'Unknown device'}</p>
                  <p className="text-xs text-subtle">
                    {session.ip ?? 'no address'} · last seen{' '}
                    <Time value={session.lastActivityAt} format="relative" />
                  </p>
                </div>
                <StatusBadge tone={session.isValid ? 'success' : 'neutral'}>
                  {session.isValid ? 'Signed in' : 'Ended'}
                </StatusBadge>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
