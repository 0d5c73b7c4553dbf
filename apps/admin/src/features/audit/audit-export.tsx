import { Button } from '@freehold/ui/button';
import { formatCount } from '@freehold/ui/formats';
import { toast } from '@freehold/ui/toast';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import type { AuditSearch } from './audit-search.ts';
import { toCsv } from './audit-csv.ts';
import { toAuditInput, useAuditReader } from './use-audit.ts';

const pageLimit = 100;
const maxRows = 10_000;

/** Saves what the filters show, up to ten thousand entries, as CSV. */
export function AuditExport({ search, total }: { search: AuditSearch; total: number }) {
  const read = useAuditReader();
  const [done, setDone] = useState<number | null>(null);
  const run = async () => {
    const chunks: string[] = [];
    const pages = Math.ceil(Math.min(total, maxRows) / pageLimit);
    for (let page = 1; page <= pages; page += 1) {
      const { items } = await read({ ...toAuditInput(search), page, limit: pageLimit });
      chunks.push(toCsv(items, page === 1));
      setDone(Math.min(total, page * pageLimit));
    }
    const url = URL.createObjectURL(new Blob(chunks, { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'audit-log.csv';
    link.click();
    URL.revokeObjectURL(url);
    if (total > maxRows) {
      toast.info(`The first ${formatCount(maxRows)} entries were saved`, {
        description: 'Choose fewer days to have the rest.',
      });
    }
  };
  return (
    <Button
      icon={<Download />}
      className="px-2.5 text-muted"
      disabled={total === 0}
      isBusy={done !== null}
      onClick={() => {
        setDone(0);
        run()
          .catch((error: unknown) => toast.error(describeError(error)))
          .finally(() => setDone(null));
      }}
    >
      <span className="max-md:sr-only">
        {done === null ? 'Export' : `${formatCount(done)} of ${formatCount(total)}`}
      </span>
    </Button>
  );
}
