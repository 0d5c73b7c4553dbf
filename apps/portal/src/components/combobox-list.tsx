import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { cn } from '@freehold/ui/class-names';

export type ComboboxOption = { value: string; label: string; detail?: string };

type ComboboxListProps = {
  id: string;
  label: string;
  options: readonly ComboboxOption[];
  activeIndex: number;
  value: string;
  emptyText: string;
  onPick: (option: ComboboxOption) => void;
};

/** The options under a combobox; the active one is kept in sight. */
export function ComboboxList(props: ComboboxListProps) {
  const { id, label, options, activeIndex, value, emptyText, onPick } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [activeIndex, options]);
  return (
    <div className="animate-in absolute inset-x-0 top-full z-30 mt-1.5 overflow-hidden rounded-lg border border-line bg-raised shadow-md">
      {options.length === 0 && <p className="px-3.5 py-3 text-sm text-muted">{emptyText}</p>}
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={label}
        className={cn(
          'max-h-64 overflow-y-auto overscroll-contain p-1',
          options.length === 0 && 'p-0',
        )}
      >
        {options.map((option, index) => (
          // The keyboard stays in the text field, which names the active option.
          <div
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={option.value === value}
            data-active={index === activeIndex || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(option)}
            className="flex min-h-11 cursor-pointer items-center gap-3 rounded-sm px-2.5 py-2 text-base text-ink hover:bg-hover data-active:bg-hover"
          >
            <span className="flex-1">{option.label}</span>
            {option.detail && <span className="numeric text-sm text-subtle">{option.detail}</span>}
            {option.value === value && <Check aria-hidden className="size-4 text-accent-ink" />}
          </div>
        ))}
      </div>
    </div>
  );
}
