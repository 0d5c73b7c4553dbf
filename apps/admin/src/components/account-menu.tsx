import type { SessionView } from '@freehold/core-contracts/session';
import { DropdownMenu, MenuItem, MenuSeparator } from '@freehold/ui/dropdown-menu';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { LogOut, ShieldCheck } from 'lucide-react';
import { fullName, userRoleLabels } from '../lib/labels.ts';
import { Initials } from './person-cell.tsx';

export type AccountMenuProps = { session: SessionView; onSignOut: () => void };

/** Who is signed in, until when, and the way out. */
export function AccountMenu({ session, onSignOut }: AccountMenuProps) {
  const name = fullName(session.user);
  return (
    <DropdownMenu
      className="w-64"
      trigger={
        <button type="button" className="rounded-md p-0.5 hover:bg-hover">
          <Initials name={name} className="size-8" />
          <span className="sr-only">Account of {name}</span>
        </button>
      }
    >
      <div className="px-2 py-2">
        <p className="text-sm font-semibold text-ink">{name}</p>
        <p className="truncate text-xs text-muted">{session.user.email}</p>
        <p className="mt-1.5 text-xs text-subtle">
          {userRoleLabels[session.user.role]} · session ends{' '}
          <Time value={session.expiresAt} format="relative" />
        </p>
      </div>
      <MenuSeparator />
      <MenuItem asChild>
        <Link to="/$tenant/security" params={{ tenant: session.tenant.slug }}>
          <ShieldCheck aria-hidden />
          Your security
        </Link>
      </MenuItem>
      <MenuItem onSelect={onSignOut}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </DropdownMenu>
  );
}
