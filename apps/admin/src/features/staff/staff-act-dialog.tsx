import type { ActOutcome, StaffMember } from '@freehold/core-contracts/people';
import { useState, type ReactNode } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { fullName, userRoleLabels } from '../../lib/labels.ts';
import { useSession } from '../../lib/session.tsx';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { RoleChoices, type StaffRole } from './role-choices.tsx';
import type { StaffAct } from './staff-act-menu.tsx';
import { useManageStaff } from './use-staff.ts';

export type StaffActDialogProps = {
  act: StaffAct;
  member: StaffMember;
  onClose: () => void;
  onLookAgain: () => void;
};

const toldHint = 'They read it in a message. Kept in the audit log with your name.';

type Words = {
  title: string;
  consequence: ReactNode;
  confirm: string;
  tone: 'danger' | 'primary';
  done: string;
};

function wordsOf(act: StaffAct, member: StaffMember): Words {
  const name = fullName(member);
  const words: Readonly<Record<StaffAct, Words>> = {
    changeRole: {
      title: `Change the role of ${name}?`,
      consequence: (
        <p>
          Now {userRoleLabels[member.role].toLowerCase()}. Every session of theirs ends, so that the
          new role holds from the next sign-in on.
        </p>
      ),
      confirm: 'Change the role',
      tone: 'danger',
      done: `The role of ${name} is changed`,
    },
    resend: {
      title: `Send the invitation to ${name} again?`,
      consequence: (
        <p>
          A new link goes to <strong>{member.email}</strong>; the one before stops working.
        </p>
      ),
      confirm: 'Send again',
      tone: 'primary',
      done: `The invitation to ${name} is on its way`,
    },
    suspend: {
      title: `Suspend ${name}?`,
      consequence: (
        <p>
          They cannot enter the console until it is lifted. Their sessions end at once; what they
          have done stays.
        </p>
      ),
      confirm: 'Suspend',
      tone: 'danger',
      done: `${name} is suspended`,
    },
    resume: {
      title: `Let ${name} in again?`,
      consequence: <p>They can enter the console again with their role.</p>,
      confirm: 'End the suspension',
      tone: 'primary',
      done: `${name} is active again`,
    },
  };
  return words[act];
}

/** Asks before an act about an operator, and says what became of it. */
export function StaffActDialog({ act, member, onClose, onLookAgain }: StaffActDialogProps) {
  const manage = useManageStaff();
  const tell = useActOutcome();
  const { user, homeTenant, tenant } = useSession();
  const [role, setRole] = useState<StaffRole>(member.role === 'USER' ? 'AUDITOR' : member.role);
  const words = wordsOf(act, member);
  const mutation = {
    changeRole: manage.changeRole,
    resend: manage.resendInvitation,
    suspend: manage.changeStatus,
    resume: manage.changeStatus,
  }[act];
  const confirm = (reason: string) => {
    const input = { userId: member.id, version: member.version, reason };
    const after = {
      onSuccess: (outcome: ActOutcome) => {
        onClose();
        tell(outcome, words.done, member.id);
      },
    };
    if (act === 'changeRole') manage.changeRole.mutate({ ...input, role }, after);
    else if (act === 'resend') {
      const onSuccess = () => after.onSuccess({ state: 'DONE', version: null });
      manage.resendInvitation.mutate({ userId: member.id }, { onSuccess });
    } else {
      const status = act === 'suspend' ? 'SUSPENDED' : 'ACTIVE';
      manage.changeStatus.mutate({ ...input, status }, after);
    }
  };
  return (
    <ActDialog
      title={words.title}
      consequence={words.consequence}
      confirmLabel={words.confirm}
      tone={words.tone}
      isReasonAsked={act !== 'resend'}
      reasonHint={act === 'suspend' || act === 'resume' ? toldHint : undefined}
      isBusy={mutation.isPending}
      error={mutation.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={confirm}
    >
      {act === 'changeRole' && (
        <RoleChoices
          value={role}
          onValueChange={setRole}
          hasPlatform={user.role === 'PLATFORM_OPERATOR' && homeTenant.id === tenant.id}
        />
      )}
    </ActDialog>
  );
}
