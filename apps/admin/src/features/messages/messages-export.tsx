import { CsvButton } from '../../components/csv-button.tsx';
import type { MessagesSearch } from './messages-search.ts';
import { toMessagesInput } from './use-messages.ts';

/** Saves the messages that the filters show, without their bodies. */
export function MessagesExport({ search, total }: { search: MessagesSearch; total: number }) {
  const { page: _page, limit: _limit, ...filters } = toMessagesInput(search);
  return <CsvButton file="messages.csv" input={filters} total={total} />;
}
