import { Link } from '@tanstack/react-router';
import {
  Building2,
  IdCard,
  LogOut,
  ShieldCheck,
  SlidersHorizontal,
  UserRound,
  Wallet,
} from 'lucide-react';
import type { SessionView } from '@freehold/core-contracts/session';
import { Button, IconButton } from '@freehold/ui/button';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '@freehold/ui/dropdown-menu';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';

const places = [
  { to: '/$tenant/account', text: 'nav.account', Icon: UserRound },
  { to: '/$tenant/wallet', text: 'nav.wallet', Icon: Wallet },
  { to: '/$tenant/organizations', text: 'nav.organizations', Icon: Building2 },
  { to: '/$tenant/security', text: 'nav.security', Icon: ShieldCheck },
] as const;

/** Met seldom: in the menu of the person alone. */
const ownPlaces = [
  { to: '/$tenant/profile', text: 'nav.profile', Icon: IdCard },
  { to: '/$tenant/preferences', text: 'nav.preferences', Icon: SlidersHorizontal },
] as const;

/** Where a signed-in person can go, in the head of the page. */
export function MemberNav() {
  const { t } = useTexts();
  const { slug } = useTenant();
  return (
    <nav aria-label={t('nav.main')} className="mr-auto ml-4 flex gap-0.5 max-lg:hidden">
      {places.map(({ to, text }) => (
        <Link
          key={to}
          to={to}
          params={{ tenant: slug }}
          className="rounded-md px-3 py-2 text-sm font-medium whitespace-nowrap text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-ink"
        >
          {t(text)}
        </Link>
      ))}
    </nav>
  );
}

/** The same at the foot of a phone's screen, within the thumb's reach. */
export function MemberTabs() {
  const { t } = useTexts();
  const { slug } = useTenant();
  return (
    <nav
      aria-label={t('nav.main')}
      className="sticky bottom-0 z-20 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {places.map(({ to, text, Icon }) => (
        <Link
          key={to}
          to={to}
          params={{ tenant: slug }}
          className="grid min-w-0 flex-1 justify-items-center gap-0.5 px-0.5 py-2 text-2xs font-medium text-muted focus-visible:-outline-offset-4 aria-[current=page]:text-accent-ink"
        >
          <Icon aria-hidden className="size-5.5" />
          {t(text)}
        </Link>
      ))}
    </nav>
  );
}

/** Who is signed in, and the way out. */
export function MemberMenu({
  session,
  onSignOut,
}: {
  session: SessionView;
  onSignOut: () => void;
}) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { firstName, lastName, email } = session.user;
  const initials = `${firstName.slice(0, 1)}${lastName.slice(0, 1)}`.toUpperCase();
  return (
    <DropdownMenu
      trigger={
        <IconButton
          size="lg"
          tooltip={false}
          label={`${initials}, ${t('nav.menu')}`}
          className="rounded-full bg-accent-soft text-sm text-accent-ink"
          icon={<span>{initials}</span>}
        />
      }
    >
      <MenuLabel className="max-w-64 normal-case [overflow-wrap:anywhere]">
        <span className="block text-sm text-ink">
          {firstName} {lastName}
        </span>
        <span className="font-normal">{email}</span>
      </MenuLabel>
      <MenuSeparator />
      {ownPlaces.map(({ to, text, Icon }) => (
        <MenuItem key={to} asChild>
          <Link to={to} params={{ tenant: slug }}>
            <Icon aria-hidden />
            {t(text)}
          </Link>
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={onSignOut}>
        <LogOut aria-hidden />
        {t('nav.signOut')}
      </MenuItem>
    </DropdownMenu>
  );
}

/** The two ways in, for visitors. */
export function VisitorActions() {
  const { t } = useTexts();
  const { slug } = useTenant();
  return (
    <Button asChild size="lg" className="ml-1">
      <Link to="/$tenant/sign-in" params={{ tenant: slug }}>
        {t('nav.signIn')}
      </Link>
    </Button>
  );
}
