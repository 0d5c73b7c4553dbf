import type { MultisigView } from '@freehold/core-contracts/onchain';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount, shortenIdentifier } from '@freehold/ui/formats';
import { Time } from '@freehold/ui/time';
import { Signature } from 'lucide-react';
import { None } from '../../components/none.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { Status } from '../../components/status.tsx';
import { TransferLink } from '../../components/transfer-link.tsx';
import { WalletLink } from '../../components/wallet-link.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { multisigStatusLabels } from '../../lib/money-labels.ts';
import { useList, type ListControls } from '../../lib/use-list.ts';
import type { RecordsSearch } from './records-search.ts';
import { useMultisigs } from './use-onchain.ts';

const columns: readonly DataColumn<MultisigView>[] = [
  {
    id: 'transfer',
    header: 'Transfer',
    isAlwaysShown: true,
    cell: (row) => (
      <TransferLink transferId={row.transferId}>
        <span className="font-mono text-xs">{shortenIdentifier(row.transferId)}</span>
      </TransferLink>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    cell: (row) => <Status label={multisigStatusLabels[row.status]} />,
  },
  {
    id: 'wallet',
    header: 'Wallet',
    cell: (row) => <WalletLink walletId={row.walletId} name={shortenIdentifier(row.walletId)} />,
  },
  {
    id: 'approvers',
    header: 'Signatures',
    align: 'end',
    cell: (row) => <span className="numeric">{formatCount(row.approverIds.length)}</span>,
  },
  { id: 'initiatedAt', header: 'Initiated', cell: (row) => <Time value={row.initiatedAt} /> },
  {
    id: 'executedAt',
    header: 'Executed',
    cell: (row) => (row.executedAt ? <Time value={row.executedAt} /> : <None />),
  },
];

/** Transfers of business accounts as the ledger has them. */
export function MultisigList(controls: ListControls<RecordsSearch>) {
  const { search } = controls;
  const multisigs = useMultisigs(search);
  const list = useList(controls, columns, multisigs.data, 'signed transfers on the ledger');
  return (
    <QueryList
      label="Transfers with several signatures"
      columns={columns}
      getRowId={(row) => row.transferId}
      list={list}
      query={multisigs}
      filters={
        <ChoiceFilter
          label="Status"
          options={choicesOf(multisigStatusLabels)}
          values={search.multisig ?? []}
          onValuesChange={(next) =>
            list.filter({
              multisig: next.length ? (next as RecordsSearch['multisig']) : undefined,
            })
          }
        />
      }
      empty={{
        icon: <Signature />,
        title: 'Nothing was signed by several',
        description: 'Transfers of business accounts appear here as the ledger has them.',
      }}
      isFiltered={search.multisig !== undefined}
    />
  );
}
