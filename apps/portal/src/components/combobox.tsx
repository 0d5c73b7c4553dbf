import { ChevronDown } from 'lucide-react';
import { useId, useState, type ComponentProps, type KeyboardEvent } from 'react';
import { cn } from '@freehold/ui/class-names';
import { Input } from '@freehold/ui/input';
import { ComboboxList, type ComboboxOption } from './combobox-list.tsx';
import { filterOptions } from './filter-options.ts';

export type ComboboxProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'size'> & {
  label: string;
  options: readonly ComboboxOption[];
  value: string;
  onValueChange: (value: string) => void;
  emptyText: string;
  /** Read out as the list narrows. */
  countText: (count: number) => string;
};

const pageSize = 8;

/** Choice of one among many, found by typing (ARIA combobox with a list). */
export function Combobox(props: ComboboxProps) {
  const { label, options, value, onValueChange, emptyText, countText, className, ...rest } = props;
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [activeIndex, setActiveIndex] = useState(0);
  const chosen = options.find((option) => option.value === value);
  const shown = typed === null ? options : filterOptions(options, typed);

  const open = (index = Math.max(0, options.findIndex((option) => option.value === value))) => {
    setIsOpen(true);
    setActiveIndex(index);
  };
  const close = () => {
    setIsOpen(false);
    setTyped(null);
  };
  const pick = (option: ComboboxOption) => {
    onValueChange(option.value);
    close();
  };
  const leave = () => {
    // A name typed in full counts as chosen, so that autofill and fast typists need no list.
    const only = typed === null ? undefined : shown.length === 1 ? shown[0] : undefined;
    if (only) onValueChange(only.value);
    close();
  };
  const move = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = shown.length - 1;
    const jumps: Partial<Record<string, number>> = {
      ArrowDown: isOpen ? Math.min(last, activeIndex + 1) : activeIndex,
      ArrowUp: Math.max(0, activeIndex - 1),
      PageDown: Math.min(last, activeIndex + pageSize),
      PageUp: Math.max(0, activeIndex - pageSize),
    };
    const target = jumps[event.key];
    const active = shown[activeIndex];
    if (target !== undefined) {
      event.preventDefault();
      if (isOpen) setActiveIndex(target);
      else open();
    } else if (event.key === 'Enter' && isOpen && active) {
      event.preventDefault();
      pick(active);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      close();
    }
  };

  return (
    <div className={cn('relative', className)}>
      <Input
        size="xl"
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={listId}
        {...(isOpen && shown[activeIndex] ? { 'aria-activedescendant': `${listId}-${activeIndex}` } : {})}
        spellCheck={false}
        value={typed ?? chosen?.label ?? ''}
        onChange={(event) => {
          setTyped(event.target.value);
          setIsOpen(true);
          setActiveIndex(0);
          if (event.target.value === '') onValueChange('');
        }}
        onClick={() => (isOpen ? undefined : open())}
        onFocus={(event) => event.target.select()}
        onBlur={leave}
        onKeyDown={move}
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
          onPick={pick}
        />
      )}
      <span role="status" className="sr-only">
        {isOpen && typed ? (shown.length === 0 ? emptyText : countText(shown.length)) : ''}
      </span>
    </div>
  );
}
