import type { UserDetail } from '@freehold/core-contracts/users';
import { useMemo, useState, type ReactNode } from 'react';
import { BackLink } from '../../components/back-link.tsx';
import { Page } from '../../components/page.tsx';
import { PendingRecord } from '../../components/pending-record.tsx';
import { Status } from '../../components/status.tsx';
import { fullName, userRoleLabels, userStatusLabels } from '../../lib/labels.ts';
import { useOfferedActs } from '../../lib/page-acts.ts';
import { useSession } from '../../lib/session.tsx';
import { UserActDialog } from './user-act-dialog.tsx';
import { UserActMenu } from './user-act-menu.tsx';
import { userActWords } from './user-act-words.tsx';
import { actsOn, type UserAct } from './user-acts.ts';
import { UserNotices } from './user-notices.tsx';
import { UserTabs } from './user-tabs.tsx';
import type { UserTab } from './users-search.ts';
import { useUser } from './use-users.ts';

const deleted = { text: 'Deleted', tone: 'danger' } as const;

export type UserPageProps = {
  userId: string;
  tab: UserTab;
  onTabChange: (tab: UserTab) => void;
};

/** One person: what is known, where they are signed in, what was done, and what may be done. */
export function UserPage(props: UserPageProps) {
  const user = useUser(props.userId);
  const { tenant } = useSession();
  const { data, error } = user;
  const back = (
    <BackLink to="/$tenant/users" params={{ tenant: tenant.slug }}>
      Users
    </BackLink>
  );
  if (data) {
    return <UserFile {...props} user={data} back={back} onLookAgain={() => void user.refetch()} />;
  }
  return (
    <PendingRecord title="Person" back={back} error={error} onRetry={() => void user.refetch()} />
  );
}

type UserFileProps = UserPageProps & {
  user: UserDetail;
  back: ReactNode;
  onLookAgain: () => void;
};

/*
 * Acts go out with the version that the operator has read. When another operator changes the person
 * meanwhile, the page shows it and holds every act until this one has looked again.
 */
function UserFile({ user, back, tab, onTabChange, onLookAgain }: UserFileProps) {
  const { permissions, user: self } = useSession();
  const [read, setRead] = useState(user);
  const [ownVersion, setOwnVersion] = useState<number | null>(null);
  const [act, setAct] = useState<UserAct | null>(null);
  // What the own act has made of the person is no news, once it has been read.
  if (user.version === ownVersion && read.version !== ownVersion) setRead(user);
  const isHeld = user.version !== read.version;
  const acts = useMemo(
    () => (user.id === self.id ? [] : actsOn(user, permissions)),
    [user, self.id, permissions],
  );
  const offered = useMemo(
    () =>
      (isHeld ? [] : acts).map((each) => ({
        id: each,
        label: `${userActWords[each].menu}: ${fullName(user)}`,
        onSelect: () => setAct(each),
      })),
    [acts, isHeld, user],
  );
  useOfferedActs(offered);
  return (
    <Page
      title={fullName(user) || 'Erased person'}
      description={
        <span className="flex flex-wrap items-center gap-3">
          {back}
          <Status label={userStatusLabels[user.status]} />
          {user.deletedAt && <Status label={deleted} />}
          <span className="text-sm text-muted">{userRoleLabels[user.role]}</span>
        </span>
      }
      actions={acts.length > 0 && <UserActMenu acts={acts} isHeld={isHeld} onChoose={setAct} />}
    >
      <UserNotices user={user} read={read} onRead={() => setRead(user)} />
      <UserTabs
        user={user}
        tab={tab}
        onTabChange={onTabChange}
        acts={isHeld ? [] : acts}
        onChoose={setAct}
      />
      {act && (
        <UserActDialog
          act={act}
          user={read}
          onClose={() => setAct(null)}
          onLookAgain={onLookAgain}
          onDone={setOwnVersion}
        />
      )}
    </Page>
  );
}
