import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { formatCount } from './formats.tsx';
import { Select } from './select.tsx';

export type PaginationProps = {
  page: number;
  limit: number;
  total: number;
  totalPages: number;
  onPageChange: (page: number) => void;
  onLimitChange?: (limit: number) => void;
  limits?: readonly number[];
  /** Name of what is counted, in the plural. */
  noun?: string;
};

const usualLimits = [10, 25, 50, 100];

/** Which rows of how many, and the way to the others. */
export function Pagination(props: PaginationProps) {
  const {
    page,
    limit,
    total,
    totalPages,
    onPageChange,
    onLimitChange,
    limits = usualLimits,
  } = props;
  const first = Math.min(total, (page - 1) * limit + 1);
  const last = Math.min(total, page * limit);
  const noun = props.noun ?? 'rows';
  return (
    <nav
      aria-label="Pages"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-2 text-xs text-muted"
    >
      <p className="numeric" aria-live="polite">
        {total === 0
          ? `No ${noun}`
          : `${formatCount(first)}–${formatCount(last)} of ${formatCount(total)} ${noun}`}
      </p>
      <div className="flex items-center gap-1">
        {onLimitChange && (
          <label className="mr-2 flex items-center gap-2">
            <span className="max-sm:sr-only">Rows per page</span>
            <Select
              aria-label="Rows per page"
              className="w-18 [&_select]:h-7 [&_select]:text-xs"
              value={String(limit)}
              onValueChange={(value) => onLimitChange(Number(value))}
              options={[...new Set([...limits, limit])]
                .toSorted((one, other) => one - other)
                .map((each) => ({ value: String(each), label: String(each) }))}
            />
          </label>
        )}
        <PageButtons page={page} totalPages={totalPages} onPageChange={onPageChange} />
      </div>
    </nav>
  );
}

function PageButtons(props: Pick<PaginationProps, 'page' | 'totalPages' | 'onPageChange'>) {
  const { page, totalPages, onPageChange } = props;
  const isFirst = page <= 1;
  const isLast = page >= totalPages;
  const button = (label: string, icon: ReactNode, isDisabled: boolean, target: number) => (
    <IconButton
      size="sm"
      label={label}
      tooltip="top"
      icon={icon}
      disabled={isDisabled}
      onClick={() => onPageChange(target)}
    />
  );
  return (
    <>
      {button('First page', <ChevronsLeft />, isFirst, 1)}
      {button('Previous page', <ChevronLeft />, isFirst, page - 1)}
      <span className="numeric px-1 whitespace-nowrap">
        {formatCount(page)} / {formatCount(Math.max(1, totalPages))}
      </span>
      {button('Next page', <ChevronRight />, isLast, page + 1)}
      {button('Last page', <ChevronsRight />, isLast, totalPages)}
    </>
  );
}
