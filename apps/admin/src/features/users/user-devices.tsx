import type { UserDetail } from '@freehold/core-contracts/users';
import { StatusBadge } from '@freehold/ui/badge';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@freehold/ui/table';
import { Time } from '@freehold/ui/time';

/** Devices that the person has signed in from before: a sign-in there sends no notice. */
export function UserDevices({ devices }: { devices: UserDetail['devices'] }) {
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title="Known devices"
        description="A sign-in from one of these sends no notice. None of them counts as a factor."
      />
      {devices.length === 0 ? (
        <CardBody>
          <p className="text-sm text-muted">No device is known yet.</p>
        </CardBody>
      ) : (
        <Table label="Known devices">
          <TableHead className="border-t">
            <tr>
              <TableHeader>Device</TableHeader>
              <TableHeader>State</TableHeader>
              <TableHeader>Address</TableHeader>
              <TableHeader>Since</TableHeader>
              <TableHeader>Last seen</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {devices.map((device) => (
              <TableRow key={device.id}>
                <TableCell className="whitespace-nowrap">{device.name}</TableCell>
                <TableCell>
                  <StatusBadge tone={device.revokedAt ? 'neutral' : 'success'}>
                    {device.revokedAt ? 'Forgotten' : 'Known'}
                  </StatusBadge>
                </TableCell>
                <TableCell className="numeric">{device.ip ?? '—'}</TableCell>
                <TableCell>
                  <Time value={device.createdAt} />
                </TableCell>
                <TableCell>
                  <Time value={device.lastSeenAt} format="relative" />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
