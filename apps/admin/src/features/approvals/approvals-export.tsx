import type { ApprovalSummary } from '@freehold/core-contracts/approvals';
import { PagedCsvButton } from '../../components/paged-csv-button.tsx';
import type { CsvColumn } from '../../lib/csv.ts';
import type { ApprovalsSearch } from './approvals-search.ts';
import { useApprovalsReader } from './use-approvals.ts';

const columns: readonly CsvColumn<ApprovalSummary>[] = [
  ['id', (row) => row.id],
  ['userId', (row) => row.userId],
  ['firstName', (row) => row.firstName],
  ['lastName', (row) => row.lastName],
  ['email', (row) => row.email],
  ['countryCode', (row) => row.countryCode],
  ['status', (row) => row.status],
  ['riskScore', (row) => String(row.riskScore)],
  ['assignee', (row) => row.assignee?.name ?? null],
  ['openedAt', (row) => row.openedAt.toISOString()],
  ['dueAt', (row) => row.dueAt.toISOString()],
  ['decidedAt', (row) => row.decidedAt?.toISOString() ?? null],
];

/** Saves the queue as the filters show it. */
export function ApprovalsExport({ search, total }: { search: ApprovalsSearch; total: number }) {
  const readPage = useApprovalsReader(search);
  return (
    <PagedCsvButton file="approvals.csv" columns={columns} total={total} readPage={readPage} />
  );
}
