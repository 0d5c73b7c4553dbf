import type { SessionSummary } from '@freehold/core-contracts/users';
import { StatusBadge } from '@freehold/ui/badge';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { humanize } from '@freehold/ui/formats';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@freehold/ui/table';
import { Time } from '@freehold/ui/time';

/** Where a person is or was signed in. */
export function UserSessions({ sessions }: { sessions: readonly SessionSummary[] }) {
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Sessions" />
      {sessions.length === 0 ? (
        <CardBody>
          <p className="text-sm text-muted">Never signed in.</p>
        </CardBody>
      ) : (
        <Table label="Sessions">
          <TableHead className="border-t">
            <tr>
              <TableHeader>Device</TableHeader>
              <TableHeader>Address</TableHeader>
              <TableHeader>Where</TableHeader>
              <TableHeader>Begun</TableHeader>
              <TableHeader>Last seen</TableHeader>
              <TableHeader>State</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {sessions.map((session) => (
              <TableRow key={session.id}>
                <TableCell>{session.device ?? 'Unknown'}</TableCell>
                <TableCell className="numeric">{session.ip ?? '—'}</TableCell>
                <TableCell>{humanize(session.audience)}</TableCell>
                <TableCell>
                  <Time value={session.createdAt} />
                </TableCell>
                <TableCell>
                  <Time value={session.lastActivityAt} format="relative" />
                </TableCell>
                <TableCell>
                  <StatusBadge tone={session.isValid ? 'success' : 'neutral'}>
                    {session.isValid ? 'Signed in' : humanize(session.endReason ?? 'Ended')}
                  </StatusBadge>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
