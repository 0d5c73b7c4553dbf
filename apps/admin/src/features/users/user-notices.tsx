import type { UserDetail } from '@freehold/core-contracts/users';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Time } from '@freehold/ui/time';
import { RotateCw } from 'lucide-react';
import { WaitingProposals } from '../../components/waiting-proposals.tsx';
import { describeUserChanges } from './user-changes.ts';
import { useUserHistory, useWaitingProposals } from './use-users.ts';

export type UserNoticesProps = {
  user: UserDetail;
  /** As the operator has read it. */
  read: UserDetail;
  onRead: () => void;
};

/** What an operator has to know before acting: changes meanwhile, deletion, proposals that wait. */
export function UserNotices({ user, read, onRead }: UserNoticesProps) {
  const proposals = useWaitingProposals(user.id);
  return (
    <>
      {user.version !== read.version && <ChangedNotice user={user} read={read} onRead={onRead} />}
      {user.erasedAt && (
        <Alert tone="info" title="The personal data of this account was erased">
          <Time value={user.erasedAt} />. What is left keeps the history whole and names nobody.
        </Alert>
      )}
      {user.deletedAt && !user.erasedAt && (
        <Alert tone="warning" title="This person is deleted">
          Since <Time value={user.deletedAt} />. They are in no list and cannot sign in; they can be
          restored.
        </Alert>
      )}
      <WaitingProposals proposals={proposals.data?.items} />
    </>
  );
}

function ChangedNotice({ user, read, onRead }: UserNoticesProps) {
  const history = useUserHistory(user.id);
  const changes = describeUserChanges(read, user);
  const latest = history.data?.items[0];
  return (
    <Alert
      tone="warning"
      title={latest ? `Changed by ${latest.actorName} meanwhile` : 'Changed meanwhile'}
      action={
        <Button size="sm" icon={<RotateCw />} onClick={onRead}>
          I have looked
        </Button>
      }
    >
      {changes.length > 0 && (
        <ul className="font-medium">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
      <p>The page shows the current state. Look again before you act.</p>
    </Alert>
  );
}
