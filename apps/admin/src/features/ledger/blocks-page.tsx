import type { BlockSummary } from '@freehold/core-contracts/ledger';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { Time } from '@freehold/ui/time';
import { Blocks } from 'lucide-react';
import { useMemo } from 'react';
import { QueryList } from '../../components/query-list.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { BlockSheet } from './block-sheet.tsx';
import type { BlocksSearch } from './ledger-search.ts';
import { useBlocks } from './use-ledger.ts';

function blockColumns(open: (id: string) => void): readonly DataColumn<BlockSummary>[] {
  return [
    {
      id: 'blockNumber',
      header: 'Block',
      isAlwaysShown: true,
      cell: (row) => (
        <button
          type="button"
          onClick={() => open(row.blockNumber.toString())}
          className="numeric rounded-xs font-semibold text-ink underline-offset-3 hover:underline"
        >
          #{formatCount(row.blockNumber)}
        </button>
      ),
    },
    { id: 'hash', header: 'Hash', cell: (row) => <Identifier value={row.hash} label="hash" /> },
    {
      id: 'previousHash',
      header: 'Hash before',
      cell: (row) => <Identifier value={row.previousHash} label="hash before" />,
    },
    {
      id: 'transactionCount',
      header: 'Transactions',
      align: 'end',
      cell: (row) => <span className="numeric">{formatCount(row.transactionCount)}</span>,
    },
    { id: 'channel', header: 'Channel', cell: (row) => row.channel },
    { id: 'createdAt', header: 'Written', cell: (row) => <Time value={row.createdAt} /> },
  ];
}

const wholeNumber = /^\d{1,18}$/u;

function emptyWords(fabricChannel: string | null) {
  if (fabricChannel === null) {
    return {
      title: 'No block yet',
      description: 'The first one is written when the first command is committed.',
    };
  }
  return {
    title: 'The blocks are kept elsewhere',
    description: `The ledger of this tenant is the channel ${fabricChannel} of a Fabric network, whose peers keep its blocks. Its events are under Events.`,
  };
}

/** The chain, newest block first. */
export function BlocksPage(controls: ListControls<BlocksSearch>) {
  const { search, onSearchChange } = controls;
  const blocks = useBlocks(search);
  const columns = useMemo(
    () => blockColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, blocks.data, 'blocks');
  return (
    <>
      <QueryList
        label="Blocks"
        columns={columns}
        getRowId={(row) => row.blockNumber.toString()}
        onRowOpen={(row) => list.open(row.blockNumber.toString())}
        openRowId={search.open}
        list={list}
        query={blocks}
        empty={{ icon: <Blocks />, ...emptyWords(blocks.data?.fabricChannel ?? null) }}
      />
      {search.open && wholeNumber.test(search.open) && (
        <BlockSheet blockNumber={BigInt(search.open)} onClose={() => list.open(undefined)} />
      )}
    </>
  );
}
