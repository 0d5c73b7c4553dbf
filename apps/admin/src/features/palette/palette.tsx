import { CommandPalette, type CommandGroup, type CommandItem } from '@freehold/ui/command-palette';
import { chooseTheme } from '@freehold/ui/theme-switch';
import { humanize } from '@freehold/ui/formats';
import { useNavigate } from '@tanstack/react-router';
import { Building2, Link2, LogOut, Moon, Sun, UserRound, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { navigation } from '../../components/navigation.ts';
import { useRested } from '../../lib/debounce.ts';
import { fullName, userStatusLabels } from '../../lib/labels.ts';
import { useSession } from '../../lib/session.tsx';
import { usePaletteSearch } from './use-palette-search.ts';

export type PaletteProps = {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  tenants: readonly { slug: string; name: string }[];
  onSignOut: () => void;
};

type Go = (act: () => unknown) => () => void;

/** Reaches any page, person, registration or command from the keyboard. */
export function Palette({ open, onOpenChange, tenants, onSignOut }: PaletteProps) {
  const [query, setQuery] = useState('');
  const rested = useRested(query);
  const hits = usePaletteSearch(rested, open);
  const close = () => {
    onOpenChange(false);
    setQuery('');
  };
  const go: Go = (act) => () => {
    close();
    void act();
  };
  const pages = usePageItems(go);
  const found = useHitGroups(hits, go);
  const acts = useActItems(go, tenants, onSignOut);
  return (
    <CommandPalette
      open={open}
      onOpenChange={(isOpen) => (isOpen ? onOpenChange(true) : close())}
      query={query}
      onQueryChange={setQuery}
      label="Find a person or a page"
      placeholder="Find a person, command or page"
      emptyText="Nothing matches. People are found by name, e-mail or phone."
      isSearching={hits.isSearching || rested !== query}
      groups={[...found, { heading: 'Pages', items: pages }, { heading: 'Acts', items: acts }]}
    />
  );
}

function usePageItems(go: Go): CommandItem[] {
  const navigate = useNavigate();
  const { tenant, permissions } = useSession();
  return navigation
    .flatMap((group) => group.items)
    .filter((item) => permissions.includes(item.permission))
    .map((item) => ({
      id: item.to,
      label: item.label,
      icon: <item.icon aria-hidden />,
      keywords: item.keywords,
      onSelect: go(() => navigate({ to: item.to, params: { tenant: tenant.slug } })),
    }));
}

function useHitGroups(hits: ReturnType<typeof usePaletteSearch>, go: Go): CommandGroup[] {
  const navigate = useNavigate();
  const params = { tenant: useSession().tenant.slug };
  const groups: CommandGroup[] = [
    {
      heading: 'People',
      items: hits.users.map((user) => ({
        id: user.id,
        label: fullName(user),
        detail: `${user.email} · ${userStatusLabels[user.status].text}`,
        icon: <UserRound aria-hidden />,
        isMatched: true,
        onSelect: go(() =>
          navigate({ to: '/$tenant/users/$userId', params: { ...params, userId: user.id } }),
        ),
      })),
    },
    {
      heading: 'Registrations',
      items: hits.registrations.map((registration) => ({
        id: registration.id,
        label: registration.email,
        detail: humanize(registration.step),
        icon: <UserRoundPlus aria-hidden />,
        isMatched: true,
        onSelect: go(() =>
          navigate({ to: '/$tenant/registrations', params, search: { open: registration.id } }),
        ),
      })),
    },
    {
      heading: 'Commands',
      items: hits.commands.map((command) => ({
        id: command.id,
        label: humanize(command.commandType),
        detail: `${humanize(command.status)} · ${command.aggregateKey}`,
        icon: <Link2 aria-hidden />,
        isMatched: true,
        onSelect: go(() =>
          navigate({
            to: '/$tenant/ledger/commands',
            params,
            search: { q: command.id, open: command.id },
          }),
        ),
      })),
    },
  ];
  return groups.filter((group) => group.items.length > 0);
}

function useActItems(
  go: Go,
  tenants: PaletteProps['tenants'],
  onSignOut: () => void,
): CommandItem[] {
  const navigate = useNavigate();
  const { tenant, user } = useSession();
  const others =
    user.role === 'PLATFORM_OPERATOR' ? tenants.filter((each) => each.slug !== tenant.slug) : [];
  return [
    ...others.map((each) => ({
      id: `tenant-${each.slug}`,
      label: `Act in ${each.name}`,
      icon: <Building2 aria-hidden />,
      keywords: ['tenant', 'switch', each.slug],
      onSelect: go(() => navigate({ to: '/$tenant', params: { tenant: each.slug } })),
    })),
    {
      id: 'theme-light',
      label: 'Light theme',
      icon: <Sun aria-hidden />,
      keywords: ['bright', 'colour'],
      onSelect: go(() => chooseTheme('light')),
    },
    {
      id: 'theme-dark',
      label: 'Dark theme',
      icon: <Moon aria-hidden />,
      keywords: ['night', 'colour'],
      onSelect: go(() => chooseTheme('dark')),
    },
    {
      id: 'sign-out',
      label: 'Sign out',
      icon: <LogOut aria-hidden />,
      keywords: ['leave', 'log out'],
      onSelect: go(onSignOut),
    },
  ];
}
