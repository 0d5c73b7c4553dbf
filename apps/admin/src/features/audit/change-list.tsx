import { JsonView } from '@freehold/ui/json-view';
import { ArrowRight } from 'lucide-react';
import { readChanges } from './read-changes.ts';

/** What an act changed: each field with its value before and after. */
export function ChangeList({ changes }: { changes: unknown }) {
  const rows = readChanges(changes);
  if (rows === null) return <JsonView value={changes} label="Changes" />;
  if (rows.length === 0) return <p className="text-sm text-muted">No field was changed.</p>;
  return (
    <dl className="divide-y divide-line rounded-md border border-line">
      {rows.map((row) => (
        <div key={row.field} className="grid gap-1 px-3 py-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
          <dt className="font-mono text-xs leading-5 text-subtle">{row.field}</dt>
          <dd className="flex flex-wrap items-center gap-2 font-mono text-xs leading-5 [overflow-wrap:anywhere]">
            {row.before !== undefined && (
              <>
                <del className="rounded-xs bg-danger-soft px-1 text-danger-ink decoration-danger-line">
                  {row.before}
                </del>
                <ArrowRight aria-label="became" className="size-3 text-subtle" />
              </>
            )}
            <ins className="rounded-xs bg-success-soft px-1 text-success-ink no-underline">
              {row.after}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
