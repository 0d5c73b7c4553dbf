import { Columns3 } from 'lucide-react';
import { Button } from './button.tsx';
import {
  DropdownMenu,
  MenuCheckboxItem,
  MenuItem,
  MenuLabel,
  MenuSeparator,
} from './dropdown-menu.tsx';

export type ColumnChoiceProps = {
  columns: readonly {
    id: string;
    header: string;
    isAlwaysShown?: boolean;
    isHiddenAtFirst?: boolean;
  }[];
  hiddenColumns: readonly string[];
  onHiddenColumnsChange: (ids: string[] | undefined) => void;
};

/** Ids of the columns that a list starts without. */
export function columnsHiddenAtFirst(columns: ColumnChoiceProps['columns']): string[] {
  return columns.filter((column) => column.isHiddenAtFirst).map((column) => column.id);
}

/** Which columns a list shows; `undefined` goes back to how it started. */
export function ColumnChoice({ columns, hiddenColumns, onHiddenColumnsChange }: ColumnChoiceProps) {
  const toggle = (id: string, isShown: boolean) =>
    onHiddenColumnsChange(
      isShown ? hiddenColumns.filter((each) => each !== id) : [...hiddenColumns, id],
    );
  return (
    <DropdownMenu
      trigger={
        <Button icon={<Columns3 />} className="px-2.5 text-muted">
          <span className="max-md:sr-only">Columns</span>
        </Button>
      }
    >
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
      <MenuItem onSelect={() => onHiddenColumnsChange(undefined)}>As at first</MenuItem>
    </DropdownMenu>
  );
}
