import type { MemberView } from '@freehold/core-contracts/organizations';
import { IconButton } from '@freehold/ui/button';
import { DropdownMenu, MenuItem } from '@freehold/ui/dropdown-menu';
import { Crown, EllipsisVertical, UserCog, UserMinus } from 'lucide-react';
import { fullName } from '../../lib/labels.ts';

export type MemberAct = 'makeAdmin' | 'makeMember' | 'handOver' | 'remove';

export type MemberActMenuProps = { member: MemberView; onChoose: (act: MemberAct) => void };

/** What may be done about one member; the owner is changed by handing over alone. */
export function MemberActMenu({ member, onChoose }: MemberActMenuProps) {
  const isAdmin = member.role === 'ADMIN';
  return (
    <DropdownMenu
      trigger={
        <IconButton
          size="sm"
          tooltip={false}
          label={`Acts on ${fullName(member) || member.email}`}
          icon={<EllipsisVertical />}
        />
      }
    >
      <MenuItem onSelect={() => onChoose(isAdmin ? 'makeMember' : 'makeAdmin')}>
        <UserCog aria-hidden />
        {isAdmin ? 'Make a member' : 'Make an administrator'}
      </MenuItem>
      <MenuItem onSelect={() => onChoose('handOver')}>
        <Crown aria-hidden />
        Hand the organization over
      </MenuItem>
      <MenuItem tone="danger" onSelect={() => onChoose('remove')}>
        <UserMinus aria-hidden />
        Remove
      </MenuItem>
    </DropdownMenu>
  );
}
