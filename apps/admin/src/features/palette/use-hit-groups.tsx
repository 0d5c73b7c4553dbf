import type { CommandGroup } from '@freehold/ui/command-palette';
import { humanize } from '@freehold/ui/formats';
import { useNavigate } from '@tanstack/react-router';
import {
  ArrowLeftRight,
  Building2,
  KeyRound,
  Link2,
  UserRound,
  UserRoundPlus,
  Wallet,
} from 'lucide-react';
import { fullName, userStatusLabels } from '../../lib/labels.ts';
import { transferStatusLabels, walletKindLabels } from '../../lib/money-labels.ts';
import { writeAmount } from '../../lib/money.ts';
import { useSession } from '../../lib/session.tsx';
import type { usePaletteSearch } from './use-palette-search.ts';

/** Closes the palette, then does what was chosen. */
export type Go = (act: () => unknown) => () => void;

type Hits = ReturnType<typeof usePaletteSearch>;

/** What the server has found, each leading to its page. */
export function useHitGroups(hits: Hits, go: Go): CommandGroup[] {
  const groups = [
    ...useAccountGroups(hits, go),
    ...useMoneyGroups(hits, go),
    ...useRecordGroups(hits, go),
  ];
  return groups.filter((group) => group.items.length > 0);
}

function useAccountGroups(hits: Hits, go: Go): CommandGroup[] {
  const navigate = useNavigate();
  const params = { tenant: useSession().tenant.slug };
  return [
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
      heading: 'Organizations',
      items: hits.organizations.map((organization) => ({
        id: organization.id,
        label: organization.name,
        detail: organization.slug,
        icon: <Building2 aria-hidden />,
        isMatched: true,
        onSelect: go(() =>
          navigate({
            to: '/$tenant/organizations/$organizationId',
            params: { ...params, organizationId: organization.id },
          }),
        ),
      })),
    },
    {
      heading: 'API keys',
      items: hits.apiKeys.map((key) => ({
        id: key.id,
        label: key.name,
        detail: `${key.prefix} · ${key.organizationName}`,
        icon: <KeyRound aria-hidden />,
        isMatched: true,
        onSelect: go(() =>
          navigate({ to: '/$tenant/api-keys', params, search: { q: key.prefix } }),
        ),
      })),
    },
  ];
}

function useMoneyGroups(hits: Hits, go: Go): CommandGroup[] {
  const navigate = useNavigate();
  const params = { tenant: useSession().tenant.slug };
  return [
    {
      heading: 'Wallets',
      items: hits.wallets.map((wallet) => ({
        id: wallet.id,
        label: wallet.holder.name || wallet.name,
        detail: `${walletKindLabels[wallet.kind]} · ${writeAmount(wallet.balance, wallet.currencyCode)}`,
        icon: <Wallet aria-hidden />,
        isMatched: true,
        onSelect: go(() =>
          navigate({
            to: '/$tenant/wallets/$walletId',
            params: { ...params, walletId: wallet.id },
          }),
        ),
      })),
    },
    {
      heading: 'Transfers',
      items: hits.transfers.map((transfer) => ({
        id: transfer.id,
        label: `${writeAmount(transfer.amount, transfer.currencyCode)}: ${transfer.from.name} to ${transfer.to.name}`,
        detail: transferStatusLabels[transfer.status].text,
        icon: <ArrowLeftRight aria-hidden />,
        isMatched: true,
        onSelect: go(() =>
          navigate({
            to: '/$tenant/transfers/$transferId',
            params: { ...params, transferId: transfer.id },
          }),
        ),
      })),
    },
  ];
}

function useRecordGroups(hits: Hits, go: Go): CommandGroup[] {
  const navigate = useNavigate();
  const params = { tenant: useSession().tenant.slug };
  return [
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
}
