import { ChevronDown } from 'lucide-react';
import { useId, type ComponentProps } from 'react';
import { cn } from '@freehold/ui/class-names';
import { Input } from '@freehold/ui/input';
import { ComboboxList, type ComboboxOption } from './combobox-list.tsx';
import { useCombobox } from './use-combobox.ts';

export type ComboboxProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'size'> & {
  label: string;
  options: readonly ComboboxOption[];
  value: string;
  onValueChange: (value: string) => void;
  emptyText: string;
  /** Read out as the list narrows. */
  countText: (count: number) => string;
};

/** Choice of one among many, found by typing (ARIA combobox with a list). */
export function Combobox(props: ComboboxProps) {
  const { label, options, value, onValueChange, emptyText, countText, className, ...rest } = props;
  const listId = useId();
  const state = useCombobox({ options, value, onValueChange });
  const { typed, shown, active, activeIndex, isOpen } = state;
  const chosen = options.find((option) => option.value === value);
  const news = shown.length === 0 ? emptyText : countText(shown.length);
  return (
    <div className={cn('relative', className)}>
      <Input
        size="xl"
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={listId}
        {...(isOpen && active ? { 'aria-activedescendant': `${listId}-${activeIndex}` } : {})}
        spellCheck={false}
        value={typed ?? chosen?.label ?? ''}
        onChange={(event) => state.type(event.target.value)}
        onClick={() => (isOpen ? undefined : state.open())}
        onFocus={(event) => event.target.select()}
        onBlur={state.leave}
        onKeyDown={state.press}
        className="pr-10"
        {...rest}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3.5 size-5 -translate-y-1/2 text-subtle"
      />
      {isOpen && (
        <ComboboxList
          id={listId}
          label={label}
          options={shown}
          activeIndex={activeIndex}
          value={value}
          emptyText={emptyText}
          onPick={state.pick}
        />
      )}
      <span role="status" className="sr-only">
        {isOpen && typed ? news : ''}
      </span>
    </div>
  );
}
