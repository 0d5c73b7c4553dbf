import { ArrowDown, ArrowUp, SlidersHorizontal } from 'lucide-react';
import { Button } from './button.tsx';
import type { DataColumn, DataTableSort } from './data-table-types.tsx';
import {
  DropdownMenu,
  MenuCheckboxItem,
  MenuItem,
  MenuLabel,
  MenuSeparator,
} from './dropdown-menu.tsx';

type ListColumn = Pick<
  DataColumn<never>,
  'id' | 'header' | 'isAlwaysShown' | 'isHiddenAtFirst' | 'isSortable'
>;

export type ListViewMenuProps = {
  columns: readonly ListColumn[];
  hiddenColumns: readonly string[];
  onHiddenColumnsChange: (ids: string[] | undefined) => void;
  sort?: DataTableSort | undefined;
  onSortChange?: ((sort: DataTableSort) => void) | undefined;
};

/** Ids of the columns that a list starts without. */
export function columnsHiddenAtFirst(columns: readonly ListColumn[]): string[] {
  return columns.filter((column) => column.isHiddenAtFirst).map((column) => column.id);
}

/** How a list is shown: its order, also where there is no head to press, and its columns. */
export function ListViewMenu(props: ListViewMenuProps) {
  const { columns, hiddenColumns, onHiddenColumnsChange, sort, onSortChange } = props;
  const toggle = (id: string, isShown: boolean) =>
    onHiddenColumnsChange(
      isShown ? hiddenColumns.filter((each) => each !== id) : [...hiddenColumns, id],
    );
  return (
    <DropdownMenu
      className="w-52"
      trigger={
        <Button icon={<SlidersHorizontal />} className="px-2.5 text-muted">
          <span className="max-md:sr-only">View</span>
        </Button>
      }
    >
      {sort && onSortChange && (
        <SortItems columns={columns} sort={sort} onSortChange={onSortChange} />
      )}
      <MenuLabel>Columns</MenuLabel>
      {columns
        .filter((column) => !column.isAlwaysShown)
        .map((column) => (
          <MenuCheckboxItem
            key={column.id}
            checked={!hiddenColumns.includes(column.id)}
            onCheckedChange={(isShown) => toggle(column.id, isShown)}
          >
            {column.header}
          </MenuCheckboxItem>
        ))}
      <MenuSeparator />
      <MenuItem onSelect={() => onHiddenColumnsChange(undefined)}>Columns as at first</MenuItem>
    </DropdownMenu>
  );
}

type SortItemsProps = {
  columns: readonly ListColumn[];
  sort: DataTableSort;
  onSortChange: (sort: DataTableSort) => void;
};

function SortItems({ columns, sort, onSortChange }: SortItemsProps) {
  const isUp = sort.direction === 'asc';
  return (
    <>
      <MenuLabel>Order</MenuLabel>
      {columns
        .filter((column) => column.isSortable)
        .map((column) => (
          <MenuCheckboxItem
            key={column.id}
            checked={sort.field === column.id}
            onCheckedChange={() => onSortChange({ ...sort, field: column.id })}
          >
            {column.header}
          </MenuCheckboxItem>
        ))}
      <MenuItem
        onSelect={(event) => {
          event.preventDefault();
          onSortChange({ ...sort, direction: isUp ? 'desc' : 'asc' });
        }}
      >
        {isUp ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />}
        {isUp ? 'Smallest or oldest first' : 'Largest or newest first'}
      </MenuItem>
      <MenuSeparator />
    </>
  );
}
