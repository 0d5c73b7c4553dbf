import type { MemberView } from '@freehold/core-contracts/organizations';
import { Button } from '@freehold/ui/button';
import { UserPlus, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { useCan, useSession } from '../../lib/session.tsx';
import { useList } from '../../lib/use-list.ts';
import { InvitationsCard } from './invitations-card.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberActDialog } from './member-act-dialog.tsx';
import { MemberActMenu, type MemberAct } from './member-act-menu.tsx';
import { memberColumns } from './member-columns.tsx';
import type { UsageTabProps } from './usage-tab.tsx';
import { useMembers } from './use-organizations.ts';

/** Who is in it, and who is invited. */
export function MembersTab({ organization, search, onSearchChange }: UsageTabProps) {
  const { tenant } = useSession();
  const canManage = useCan('organization.manage') && !organization.deletedAt;
  const members = useMembers(organization.id, search);
  const [isInviting, setIsInviting] = useState(false);
  const [chosen, setChosen] = useState<{ member: MemberView; act: MemberAct } | null>(null);
  const columns = useMemo(
    () =>
      memberColumns(tenant.slug, (member) =>
        canManage && member.role !== 'OWNER' ? (
          <MemberActMenu member={member} onChoose={(act) => setChosen({ member, act })} />
        ) : null,
      ),
    [tenant.slug, canManage],
  );
  const list = useList({ search, onSearchChange }, columns, members.data, 'members');
  return (
    <div className="grid gap-4">
      <QueryList
        label="Members"
        columns={columns}
        getRowId={(row) => row.userId}
        list={list}
        query={members}
        filters={
          <SearchFilter
            label="Find by name or e-mail"
            value={search.q}
            onValueChange={(q) => list.filter({ q })}
          />
        }
        tools={
          canManage && (
            <Button variant="primary" icon={<UserPlus />} onClick={() => setIsInviting(true)}>
              Invite
            </Button>
          )
        }
        empty={{
          icon: <Users />,
          title: 'Nobody is in it',
          description: 'Its people were deleted. Hand it to somebody, or delete it.',
        }}
        isFiltered={search.q !== undefined}
      />
      <InvitationsCard organization={organization} canManage={canManage} />
      {isInviting && (
        <InviteDialog organization={organization} onClose={() => setIsInviting(false)} />
      )}
      {chosen && (
        <MemberActDialog
          {...chosen}
          organization={organization}
          onClose={() => setChosen(null)}
          onLookAgain={() => void members.refetch()}
        />
      )}
    </div>
  );
}
