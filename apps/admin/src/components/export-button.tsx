import { Button } from '@freehold/ui/button';
import { formatCount } from '@freehold/ui/formats';
import { toast } from '@freehold/ui/toast';
import { Download, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { describeError } from '../lib/error-messages.ts';

export type ExportRun = { signal: AbortSignal; onRows: (rows: number) => void };

export type ExportButtonProps = {
  /** Rows that are to be saved; null where nobody has counted them. */
  total: number | null;
  /** Resolves when the file is saved; rejects when it was stopped or refused. */
  run: (options: ExportRun) => Promise<void>;
};

/** Begins an export, says how far it is, and stops it when pressed again. It goes on when the page is left. */
export function ExportButton({ total, run }: ExportButtonProps) {
  const [rows, setRows] = useState<number | null>(null);
  const running = useRef<AbortController>(null);
  const start = () => {
    const controller = new AbortController();
    running.current = controller;
    setRows(0);
    run({
      signal: controller.signal,
      onRows: (count) => setRows(total === null ? count : Math.min(total, count)),
    })
      .catch((error: unknown) => {
        if (controller.signal.aborted) toast.info('The export was stopped. Nothing was saved.');
        else toast.error(describeError(error));
      })
      .finally(() => setRows(null));
  };
  if (rows === null) {
    return (
      <Button
        icon={<Download />}
        className="px-2.5 text-muted"
        disabled={total === 0}
        onClick={start}
      >
        <span className="max-md:sr-only">CSV</span>
      </Button>
    );
  }
  return (
    <Button
      icon={<X />}
      className="px-2.5 text-muted"
      aria-label={`Stop the export, ${rows}${total === null ? '' : ` of ${total}`} rows so far`}
      onClick={() => running.current?.abort()}
    >
      <span className="numeric max-md:sr-only">
        {formatCount(rows)}
        {total === null ? ' rows' : ` of ${formatCount(total)}`}
      </span>
    </Button>
  );
}
