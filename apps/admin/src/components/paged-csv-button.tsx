import { toast } from '@freehold/ui/toast';
import { formatCount } from '@freehold/ui/formats';
import { toCsv, type CsvColumn } from '../lib/csv.ts';
import { saveFile } from '../lib/save-file.ts';
import { ExportButton, type ExportRun } from './export-button.tsx';

const maxRows = 10_000;

export type PagedCsvButtonProps<Row> = {
  file: string;
  columns: readonly CsvColumn<Row>[];
  total: number;
  /** One page of a hundred, counted from 1. */
  readPage: (page: number) => Promise<{ items: readonly Row[]; totalPages: number }>;
};

/** Saves what the filters let through, page by page, up to ten thousand rows. */
export function PagedCsvButton<Row>(props: PagedCsvButtonProps<Row>) {
  const { file, columns, total, readPage } = props;
  const run = async ({ signal, onRows }: ExportRun) => {
    const pieces: string[] = [];
    let rows = 0;
    for (let page = 1; rows < maxRows; page += 1) {
      const { items, totalPages } = await readPage(page);
      signal.throwIfAborted();
      pieces.push(toCsv(columns, items, page === 1));
      rows += items.length;
      onRows(rows);
      if (page >= totalPages) break;
    }
    saveFile(file, pieces, 'text/csv;charset=utf-8');
    toast.success(`${file} was saved`, {
      description:
        total > rows
          ? `The first ${formatCount(rows)} rows: narrow the list to have the rest.`
          : `${formatCount(rows)} rows.`,
    });
  };
  return <ExportButton total={total} run={run} />;
}
