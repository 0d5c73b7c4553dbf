import { cn } from './class-names.tsx';

/** Payload as readable text; block numbers and other big integers keep every digit. */
export function JsonView({
  value,
  label,
  className,
}: {
  value: unknown;
  label: string;
  className?: string;
}) {
  const text = JSON.stringify(
    value,
    (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part),
    2,
  );
  return (
    <pre
      role="group"
      tabIndex={0}
      aria-label={label}
      className={cn(
        'max-h-96 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs leading-5 text-ink',
        className,
      )}
    >
      {text ?? '—'}
    </pre>
  );
}
