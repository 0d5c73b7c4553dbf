import { formatCount } from '@freehold/ui/formats';
import { toast } from '@freehold/ui/toast';
import { download } from '../lib/download.ts';
import { saveFile } from '../lib/save-file.ts';
import { useSession } from '../lib/session.tsx';
import { ExportButton, type ExportRun } from './export-button.tsx';

export type CsvButtonProps = {
  /** Name of the file, which is also its address. */
  file: string;
  /** Filters of the list as it is shown. */
  input: object;
  /** Rows that the filters let through; null where nobody has counted them. */
  total: number | null;
};

/** Saves every row that the filters let through, as the server streams it. */
export function CsvButton({ file, input, total }: CsvButtonProps) {
  const { tenant } = useSession();
  const run = async ({ signal, onRows }: ExportRun) => {
    let rows = 0;
    const onProgress = ({ lines }: { lines: number }) => {
      rows = Math.max(0, lines - 1);
      onRows(rows);
    };
    const blob = await download({ tenant: tenant.slug, file, body: input, signal, onProgress });
    saveFile(file, [blob], blob.type);
    toast.success(`${file} was saved`, { description: `${formatCount(rows)} rows.` });
  };
  return <ExportButton total={total} run={run} />;
}
