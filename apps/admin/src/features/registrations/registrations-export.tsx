import { CsvButton } from '../../components/csv-button.tsx';
import type { RegistrationsSearch } from './registrations-search.ts';
import { toRegistrationsInput } from './use-registrations.ts';

export type RegistrationsExportProps = { search: RegistrationsSearch; total: number };

/** Saves the registrations that the filters show. */
export function RegistrationsExport({ search, total }: RegistrationsExportProps) {
  const { page: _page, limit: _limit, ...filters } = toRegistrationsInput(search);
  return <CsvButton file="registrations.csv" input={filters} total={total} />;
}
