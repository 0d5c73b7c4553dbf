import { CommandPalette, type CommandItem } from '@freehold/ui/command-palette';
import { chooseTheme } from '@freehold/ui/theme-switch';
import { useNavigate } from '@tanstack/react-router';
import { Building2, LogOut, Moon, ShieldCheck, Sun, Zap } from 'lucide-react';
import { useState } from 'react';
import { navigation } from '../../components/navigation.ts';
import { useRested } from '../../lib/debounce.ts';
import { usePageActs } from '../../lib/page-acts.ts';
import { useSession } from '../../lib/session.tsx';
import { useHitGroups, type Go } from './use-hit-groups.tsx';
import { usePaletteSearch } from './use-palette-search.ts';

export type PaletteProps = {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  tenants: readonly { slug: string; name: string }[];
  onSignOut: () => void;
};

/** Reaches any page, act, person, organization, wallet, transfer, key, registration or command from the keyboard. */
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
  const onRecord = usePageActs().map((act) => ({
    ...act,
    id: `record-${act.id}`,
    icon: <Zap aria-hidden />,
    onSelect: go(act.onSelect),
  }));
  return (
    <CommandPalette
      open={open}
      onOpenChange={(isOpen) => (isOpen ? onOpenChange(true) : close())}
      query={query}
      onQueryChange={setQuery}
      label="Find a person or a page"
      placeholder="Find a person, organization, key or page"
      emptyText="Nothing matches. People and wallets are found by name or e-mail, transfers by their id, keys by how they begin."
      isSearching={hits.isSearching || rested !== query}
      groups={[
        ...found,
        { heading: 'On this record', items: onRecord },
        { heading: 'Pages', items: pages },
        { heading: 'Acts', items: acts },
      ]}
    />
  );
}

function usePageItems(go: Go): CommandItem[] {
  const navigate = useNavigate();
  const { tenant, permissions } = useSession();
  const params = { tenant: tenant.slug };
  const pages = navigation
    .flatMap((group) => group.items)
    .filter((item) => permissions.includes(item.permission))
    .map((item) => ({
      id: item.to,
      label: item.label,
      icon: <item.icon aria-hidden />,
      keywords: item.keywords,
      onSelect: go(() => navigate({ to: item.to, params })),
    }));
  return [
    ...pages,
    {
      id: '/$tenant/security',
      label: 'Your security',
      icon: <ShieldCheck aria-hidden />,
      keywords: ['password', 'passkeys', 'authenticator', 'recovery codes', 'sessions', 'devices'],
      onSelect: go(() => navigate({ to: '/$tenant/security', params })),
    },
  ];
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
