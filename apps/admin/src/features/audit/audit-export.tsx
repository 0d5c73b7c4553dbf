import { CsvButton } from '../../components/csv-button.tsx';
import type { AuditSearch } from './audit-search.ts';
import { toAuditInput } from './use-audit.ts';

/** Saves what the filters show. */
export function AuditExport({ search, total }: { search: AuditSearch; total: number }) {
  const { page: _page, limit: _limit, ...filters } = toAuditInput(search);
  return <CsvButton file="audit.csv" input={filters} total={total} />;
}
