import type { WalletSummary } from '@freehold/core-contracts/wallets';
import type { DataColumn } from '@freehold/ui/data-table';
import { Identifier } from '@freehold/ui/identifier';
import { Money } from '@freehold/ui/money';
import { Time } from '@freehold/ui/time';
import { FrozenBadge } from '../../components/frozen-badge.tsx';
import { Initials } from '../../components/person-cell.tsx';
import { WalletLink } from '../../components/wallet-link.tsx';
import { walletKindLabels } from '../../lib/money-labels.ts';

const never = <span className="text-subtle">never</span>;

/** Columns of the list. */
export const walletColumns: readonly DataColumn<WalletSummary>[] = [
  {
    id: 'holder',
    header: 'Wallet',
    isAlwaysShown: true,
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-2.5">
        <Initials name={row.holder.name || row.name} />
        <span className="grid min-w-0">
          <span className="truncate">
            <WalletLink walletId={row.id} name={row.holder.name || row.name} kind={row.kind} />
          </span>
          <span className="truncate text-xs text-subtle">
            {row.systemKey === null ? row.name : 'The tenant’s own'}
          </span>
        </span>
      </span>
    ),
  },
  { id: 'kind', header: 'Kind', cell: (row) => walletKindLabels[row.kind] },
  { id: 'state', header: 'State', cell: (row) => <FrozenBadge isFrozen={row.isFrozen} /> },
  {
    id: 'cachedBalance',
    header: 'Balance',
    align: 'end',
    isSortable: true,
    isAlwaysShown: true,
    cell: (row) => <Money value={row.balance} />,
  },
  {
    id: 'heldBalance',
    header: 'Held',
    align: 'end',
    isHiddenAtFirst: true,
    cell: (row) => <Money value={row.heldBalance} />,
  },
  {
    id: 'availableBalance',
    header: 'Available',
    align: 'end',
    cell: (row) => <Money value={row.availableBalance} currencyCode={row.currencyCode} />,
  },
  {
    id: 'lastMovedAt',
    header: 'Last moved',
    isSortable: true,
    cell: (row) => (row.lastMovedAt ? <Time value={row.lastMovedAt} format="relative" /> : never),
  },
  {
    id: 'createdAt',
    header: 'Opened',
    isSortable: true,
    isHiddenAtFirst: true,
    cell: (row) => <Time value={row.createdAt} format="date" />,
  },
  {
    id: 'id',
    header: 'Wallet id',
    isHiddenAtFirst: true,
    cell: (row) => <Identifier isCopyable value={row.id} label="wallet id" />,
  },
];
