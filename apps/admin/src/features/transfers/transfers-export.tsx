import type { TransferSummary } from '@freehold/core-contracts/transfers';
import { PagedCsvButton } from '../../components/paged-csv-button.tsx';
import type { CsvColumn } from '../../lib/csv.ts';
import type { TransfersSearch } from './transfers-search.ts';
import { useTransfersReader } from './use-transfers.ts';

const columns: readonly CsvColumn<TransferSummary>[] = [
  ['id', (row) => row.id],
  ['requestId', (row) => row.requestId],
  ['kind', (row) => row.kind],
  ['status', (row) => row.status],
  ['fromWalletId', (row) => row.from.walletId],
  ['fromName', (row) => row.from.name],
  ['toWalletId', (row) => row.to.walletId],
  ['toName', (row) => row.to.name],
  ['amount', (row) => row.amount],
  ['fee', (row) => row.fee],
  ['currencyCode', (row) => row.currencyCode],
  ['reference', (row) => row.reference],
  ['reasons', (row) => row.reasons.join(' ')],
  ['riskScore', (row) => row.riskScore?.toString() ?? null],
  ['createdBy', (row) => row.createdByName],
  ['createdAt', (row) => row.createdAt.toISOString()],
  ['settledAt', (row) => row.settledAt?.toISOString() ?? null],
];

/** Saves the transfers that the filters let through. */
export function TransfersExport({ search, total }: { search: TransfersSearch; total: number }) {
  const readPage = useTransfersReader(search);
  return (
    <PagedCsvButton file="transfers.csv" columns={columns} total={total} readPage={readPage} />
  );
}
