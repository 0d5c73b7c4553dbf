import type { StaffMember } from '@freehold/core-contracts/people';
import { IconButton } from '@freehold/ui/button';
import { DropdownMenu, MenuItem } from '@freehold/ui/dropdown-menu';
import { EllipsisVertical, Pause, Play, Send, UserCog } from 'lucide-react';
import { fullName } from '../../lib/labels.ts';

export type StaffAct = 'changeRole' | 'resend' | 'suspend' | 'resume';

export type StaffActMenuProps = {
  member: StaffMember;
  onChoose: (act: StaffAct) => void;
};

/** What may be done about one operator. */
export function StaffActMenu({ member, onChoose }: StaffActMenuProps) {
  return (
    <DropdownMenu
      trigger={
        <IconButton
          size="sm"
          tooltip={false}
          label={`Acts on ${fullName(member)}`}
          icon={<EllipsisVertical />}
        />
      }
    >
      <MenuItem onSelect={() => onChoose('changeRole')}>
        <UserCog aria-hidden />
        Change the role
      </MenuItem>
      {member.isInvited && (
        <MenuItem onSelect={() => onChoose('resend')}>
          <Send aria-hidden />
          Send the invitation again
        </MenuItem>
      )}
      {member.status === 'ACTIVE' && !member.isInvited && (
        <MenuItem tone="danger" onSelect={() => onChoose('suspend')}>
          <Pause aria-hidden />
          Suspend
        </MenuItem>
      )}
      {member.status === 'SUSPENDED' && (
        <MenuItem onSelect={() => onChoose('resume')}>
          <Play aria-hidden />
          End the suspension
        </MenuItem>
      )}
    </DropdownMenu>
  );
}
