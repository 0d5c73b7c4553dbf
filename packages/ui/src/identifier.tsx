import { cn } from './class-names.tsx';
import { CopyButton } from './copy-button.tsx';
import { shortenIdentifier } from './formats.tsx';
import { Tooltip } from './tooltip.tsx';

export type IdentifierProps = {
  value: string;
  /** What it is, for the copy button's name. */
  label: string;
  isFull?: boolean;
  isCopyable?: boolean;
  className?: string;
};

/** Hash or id: short in lists with the whole on hover, whole on detail pages. */
export function Identifier(props: IdentifierProps) {
  const { value, label, isFull = false, isCopyable = isFull, className } = props;
  const text = (
    <span
      className={cn(
        'font-mono text-xs text-muted',
        isFull ? '[overflow-wrap:anywhere]' : 'whitespace-nowrap',
        className,
      )}
    >
      {isFull ? value : shortenIdentifier(value)}
    </span>
  );
  return (
    <span className="inline-flex items-center gap-1">
      {isFull ? (
        text
      ) : (
        <Tooltip content={<span className="font-mono break-all">{value}</span>}>{text}</Tooltip>
      )}
      {isCopyable && <CopyButton value={value} label={`Copy ${label}`} />}
    </span>
  );
}
