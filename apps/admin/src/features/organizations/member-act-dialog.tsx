import type { MemberView, OrganizationDetail } from '@freehold/core-contracts/organizations';
import type { ReactNode } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { fullName } from '../../lib/labels.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import type { MemberAct } from './member-act-menu.tsx';
import { useManageOrganizations } from './use-organization-acts.ts';

export type MemberActDialogProps = {
  act: MemberAct;
  member: MemberView;
  organization: OrganizationDetail;
  onClose: () => void;
  onLookAgain: () => void;
};

type Words = { title: string; consequence: ReactNode; confirm: string; done: string };

function wordsOf(act: MemberAct, member: MemberView, { name, owner }: OrganizationDetail): Words {
  const who = fullName(member) || member.email;
  const words: Readonly<Record<MemberAct, Words>> = {
    makeAdmin: {
      title: `Make ${who} an administrator?`,
      consequence: <p>They can invite and remove members, and make, rotate and revoke keys.</p>,
      confirm: 'Make an administrator',
      done: `${who} is an administrator of ${name}`,
    },
    makeMember: {
      title: `Make ${who} a member?`,
      consequence: (
        <p>They go on seeing everything, and can change nothing. Keys they made stay.</p>
      ),
      confirm: 'Make a member',
      done: `${who} is a member of ${name}`,
    },
    handOver: {
      title: `Hand ${name} over to ${who}?`,
      consequence: (
        <p>
          {who} becomes the owner.{' '}
          {owner ? <strong>{fullName(owner) || owner.email}</strong> : 'Who owned it'} becomes an
          administrator. Both are told; only the new owner can hand it back.
        </p>
      ),
      confirm: 'Hand it over',
      done: `${name} is ${who}’s now`,
    },
    remove: {
      title: `Remove ${who} from ${name}?`,
      consequence: (
        <p>They see it no longer and are told. Keys they made go on working: revoke those apart.</p>
      ),
      confirm: 'Remove',
      done: `${who} is removed from ${name}`,
    },
  };
  return words[act];
}

/** Asks before an act about a member. */
export function MemberActDialog(props: MemberActDialogProps) {
  const { act, member, organization, onClose, onLookAgain } = props;
  const manage = useManageOrganizations();
  const notice = useAuditNotice();
  const words = wordsOf(act, member, organization);
  const mutation = {
    makeAdmin: manage.changeMemberRole,
    makeMember: manage.changeMemberRole,
    handOver: manage.handOver,
    remove: manage.removeMember,
  }[act];
  const confirm = (reason: string) => {
    const input = { organizationId: organization.id, userId: member.userId, reason };
    const after = {
      onSuccess: () => {
        onClose();
        notice(words.done, act === 'handOver' ? organization.id : member.userId);
      },
    };
    if (act === 'handOver') manage.handOver.mutate(input, after);
    else if (act === 'remove') manage.removeMember.mutate(input, after);
    else {
      const role = act === 'makeAdmin' ? 'ADMIN' : 'MEMBER';
      manage.changeMemberRole.mutate({ ...input, role }, after);
    }
  };
  return (
    <ActDialog
      title={words.title}
      consequence={words.consequence}
      confirmLabel={words.confirm}
      tone={act === 'makeAdmin' || act === 'makeMember' ? 'primary' : 'danger'}
      isBusy={mutation.isPending}
      error={mutation.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={confirm}
    />
  );
}
