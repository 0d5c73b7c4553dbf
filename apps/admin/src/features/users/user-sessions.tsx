import type { SessionEndReason } from '@freehold/core-contracts/enums';
import type { SessionSummary, UserDetail } from '@freehold/core-contracts/users';
import { StatusBadge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { humanize } from '@freehold/ui/formats';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@freehold/ui/table';
import { Time } from '@freehold/ui/time';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { fullName, sessionEndLabels } from '../../lib/labels.ts';
import { useCan } from '../../lib/session.tsx';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import type { UserAct } from './user-acts.ts';
import { useEndUserSession } from './use-user-acts.ts';

export type UserSessionsProps = {
  user: UserDetail;
  acts: readonly UserAct[];
  onChoose: (act: UserAct) => void;
};

/** Where a person is or was signed in; each may be ended, or all of them. */
export function UserSessions({ user, acts, onChoose }: UserSessionsProps) {
  const { sessions } = user;
  const canEnd = useCan('user.freeze');
  const [ending, setEnding] = useState<SessionSummary | null>(null);
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title="Sessions"
        description="Newest first; those that have ended stay for a while."
        actions={
          acts.includes('endSessions') && (
            <Button
              size="sm"
              variant="danger-outline"
              icon={<LogOut />}
              onClick={() => onChoose('endSessions')}
            >
              End all
            </Button>
          )
        }
      />
      {sessions.length === 0 ? (
        <CardBody>
          <p className="text-sm text-muted">Never signed in, or long ago.</p>
        </CardBody>
      ) : (
        <Table label="Sessions">
          <TableHead className="border-t">
            <tr>
              <TableHeader>Device</TableHeader>
              <TableHeader>State</TableHeader>
              <TableHeader>
                <span className="sr-only">Act</span>
              </TableHeader>
              <TableHeader>Address</TableHeader>
              <TableHeader>Where</TableHeader>
              <TableHeader>Begun</TableHeader>
              <TableHeader>Last seen</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {sessions.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                onEnd={canEnd && session.isValid ? () => setEnding(session) : undefined}
              />
            ))}
          </TableBody>
        </Table>
      )}
      {ending && <EndSessionDialog user={user} session={ending} onClose={() => setEnding(null)} />}
    </Card>
  );
}

type SessionRowProps = { session: SessionSummary; onEnd: (() => void) | undefined };

function SessionRow({ session, onEnd }: SessionRowProps) {
  const reason = session.endReason as SessionEndReason | null;
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">{session.device ?? 'Unknown'}</TableCell>
      <TableCell>
        <StatusBadge tone={session.isValid ? 'success' : 'neutral'}>
          {session.isValid ? 'Signed in' : reason ? sessionEndLabels[reason] : 'Ended'}
        </StatusBadge>
      </TableCell>
      <TableCell>
        {onEnd && (
          <Button size="sm" onClick={onEnd}>
            End
            <span className="sr-only"> the session on {session.device ?? 'unknown'}</span>
          </Button>
        )}
      </TableCell>
      <TableCell className="numeric">{session.ip ?? '—'}</TableCell>
      <TableCell className="whitespace-nowrap">
        {humanize(session.audience)}
        {session.transport === 'TOKEN' && ', application'}
      </TableCell>
      <TableCell>
        <Time value={session.createdAt} />
      </TableCell>
      <TableCell>
        <Time value={session.lastActivityAt} format="relative" />
      </TableCell>
    </TableRow>
  );
}

type EndSessionDialogProps = { user: UserDetail; session: SessionSummary; onClose: () => void };

function EndSessionDialog({ user, session, onClose }: EndSessionDialogProps) {
  const end = useEndUserSession();
  const notice = useAuditNotice();
  return (
    <ActDialog
      title="End this session?"
      consequence={
        <p>
          <strong>{fullName(user)}</strong> is signed out on {session.device ?? 'that device'} at
          once. Other sessions go on, and the person can sign in again.
        </p>
      }
      confirmLabel="End the session"
      isBusy={end.isPending}
      error={end.error}
      onClose={onClose}
      onConfirm={(reason) =>
        end.mutate(
          { userId: user.id, sessionId: session.id, reason },
          {
            onSuccess: () => {
              onClose();
              notice('The session has ended', user.id);
            },
          },
        )
      }
    />
  );
}
