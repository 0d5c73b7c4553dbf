import type { TransferSummary } from '@freehold/core-contracts/transfers';
import type { DataColumn } from '@freehold/ui/data-table';
import { Identifier } from '@freehold/ui/identifier';
import { Money } from '@freehold/ui/money';
import { Time } from '@freehold/ui/time';
import { None } from '../../components/none.tsx';
import { RiskMeter } from '../../components/risk-meter.tsx';
import { Status } from '../../components/status.tsx';
import { TransferLink } from '../../components/transfer-link.tsx';
import { TransferParties } from '../../components/transfer-parties.tsx';
import { transferKindLabels, transferStatusLabels } from '../../lib/money-labels.ts';

const partiesColumn: DataColumn<TransferSummary> = {
  id: 'parties',
  header: 'From and to',
  isAlwaysShown: true,
  cell: (row) => (
    <span className="grid min-w-0">
      <TransferParties from={row.from} to={row.to} />
      <span className="truncate text-xs text-subtle">
        {row.reference ?? transferKindLabels[row.kind]}
      </span>
    </span>
  ),
};

const amountColumn: DataColumn<TransferSummary> = {
  id: 'amount',
  header: 'Amount',
  align: 'end',
  isAlwaysShown: true,
  cell: (row) => (
    <TransferLink
      transferId={row.id}
      className="rounded-xs text-ink underline-offset-3 hover:underline"
    >
      <Money value={row.amount} currencyCode={row.currencyCode} />
    </TransferLink>
  ),
};

const riskColumn: DataColumn<TransferSummary> = {
  id: 'riskScore',
  header: 'Risk',
  cell: (row) => (row.riskScore === null ? <None /> : <RiskMeter score={row.riskScore} />),
};

const byColumn: DataColumn<TransferSummary> = {
  id: 'createdBy',
  header: 'Asked for by',
  isHiddenAtFirst: true,
  cell: (row) => row.createdByName,
};

/** Columns of all transfers. */
export const transferColumns: readonly DataColumn<TransferSummary>[] = [
  partiesColumn,
  {
    id: 'status',
    header: 'Status',
    cell: (row) => (
      <Status label={transferStatusLabels[row.status]} isLive={row.status === 'PENDING'} />
    ),
  },
  amountColumn,
  {
    id: 'fee',
    header: 'Fee',
    align: 'end',
    isHiddenAtFirst: true,
    cell: (row) => <Money value={row.fee} />,
  },
  { id: 'kind', header: 'Kind', cell: (row) => transferKindLabels[row.kind] },
  riskColumn,
  byColumn,
  {
    id: 'createdAt',
    header: 'Asked for',
    isSortable: true,
    cell: (row) => <Time value={row.createdAt} format="relative" />,
  },
  {
    id: 'settledAt',
    header: 'Settled',
    isHiddenAtFirst: true,
    cell: (row) => (row.settledAt ? <Time value={row.settledAt} /> : <None />),
  },
  {
    id: 'id',
    header: 'Transfer id',
    isHiddenAtFirst: true,
    cell: (row) => <Identifier isCopyable value={row.id} label="transfer id" />,
  },
];

/** Columns of the queue. */
export const waitingColumns: readonly DataColumn<TransferSummary>[] = [
  partiesColumn,
  { ...amountColumn, isSortable: true },
  riskColumn,
  {
    id: 'createdAt',
    header: 'Waits since',
    isSortable: true,
    cell: (row) => <Time value={row.createdAt} format="relative" />,
  },
  {
    id: 'approvalExpiresAt',
    header: 'Lapses',
    isSortable: true,
    cell: (row) =>
      row.approvalExpiresAt ? <Time value={row.approvalExpiresAt} format="relative" /> : <None />,
  },
  byColumn,
];
