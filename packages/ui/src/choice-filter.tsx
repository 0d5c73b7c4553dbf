import { Check, ChevronDown } from 'lucide-react';
import { useState, type ComponentProps } from 'react';
import { Command } from 'cmdk';
import { buttonStyles } from './button.tsx';
import { cn } from './class-names.tsx';
import { Popover } from './popover.tsx';

export type ChoiceFilterOption = { value: string; label: string };
export type ChoiceFilterProps = {
  label: string;
  options: readonly ChoiceFilterOption[];
  values: readonly string[];
  onValuesChange: (values: string[]) => void;
  /** Only one at a time. */
  isSingle?: boolean;
  searchLabel?: string;
};

/** Filter of a list: a button that names what is chosen, a panel with the choices. */
export function ChoiceFilter(props: ChoiceFilterProps) {
  const { label, options, values, onValuesChange, isSingle = false } = props;
  const [isOpen, setIsOpen] = useState(false);
  const chosen = options.filter((option) => values.includes(option.value));
  const toggle = (value: string) => {
    if (isSingle) {
      onValuesChange(values.includes(value) ? [] : [value]);
      setIsOpen(false);
    } else if (values.includes(value)) onValuesChange(values.filter((one) => one !== value));
    else onValuesChange([...values, value]);
  };
  return (
    <Popover
      label={label}
      open={isOpen}
      onOpenChange={setIsOpen}
      className="w-60 p-0"
      trigger={
        <FilterButton
          label={label}
          summary={
            chosen.length > 2
              ? `${chosen.length} chosen`
              : chosen.map((option) => option.label).join(', ')
          }
        />
      }
    >
      <Command label={label} className="flex flex-col">
        {options.length > 8 && (
          <Command.Input
            aria-label={props.searchLabel ?? `Find in ${label}`}
            placeholder={props.searchLabel ?? 'Find…'}
            className="h-9 border-b border-line bg-transparent px-3 text-sm text-ink outline-none placeholder:text-subtle"
          />
        )}
        <Command.List className="max-h-72 overflow-y-auto p-1" tabIndex={-1}>
          <Command.Empty className="px-2 py-4 text-center text-sm text-subtle">
            Nothing matches.
          </Command.Empty>
          {options.map((option) => (
            <ChoiceItem
              key={option.value}
              option={option}
              isChosen={values.includes(option.value)}
              isSingle={isSingle}
              onToggle={toggle}
            />
          ))}
        </Command.List>
        {chosen.length > 0 && (
          <button
            type="button"
            onClick={() => onValuesChange([])}
            className="border-t border-line px-3 py-2 text-left text-xs font-medium text-accent-ink hover:bg-hover focus-visible:outline-offset-[-2px]"
          >
            Clear {label.toLowerCase()}
          </button>
        )}
      </Command>
    </Popover>
  );
}

/** Button of a filter: names what is chosen. Also the trigger of panels of one's own. */
export function FilterButton({
  label,
  summary,
  className,
  ...rest
}: ComponentProps<'button'> & { label: string; summary: string }) {
  return (
    <button
      type="button"
      className={cn(
        buttonStyles({ variant: 'secondary', size: 'md' }),
        'px-2.5 font-normal',
        summary ? 'border-accent-line bg-accent-soft text-ink' : 'text-muted',
        className,
      )}
      {...rest}
    >
      <span className={summary ? 'text-muted' : undefined}>{label}</span>
      {summary && <span className="max-w-40 truncate font-medium">{summary}</span>}
      <ChevronDown aria-hidden className="-mr-0.5 text-subtle" />
    </button>
  );
}

type ChoiceItemProps = {
  option: ChoiceFilterOption;
  isChosen: boolean;
  isSingle: boolean;
  onToggle: (value: string) => void;
};

function ChoiceItem({ option, isChosen, isSingle, onToggle }: ChoiceItemProps) {
  return (
    <Command.Item
      value={`${option.label} ${option.value}`}
      onSelect={() => onToggle(option.value)}
      className="flex cursor-default items-center gap-2.5 rounded-sm px-2 py-1.5 text-sm text-ink select-none data-[selected=true]:bg-hover pointer-coarse:py-2.5"
    >
      <span
        aria-hidden
        className={cn(
          'grid size-4 shrink-0 place-items-center border',
          isSingle ? 'rounded-full' : 'rounded-xs',
          isChosen ? 'border-accent bg-accent text-on-accent' : 'border-control-line',
        )}
      >
        {isChosen && <Check strokeWidth={3} className="size-3" />}
      </span>
      <span className="truncate">{option.label}</span>
      {isChosen && <span className="sr-only">(chosen)</span>}
    </Command.Item>
  );
}
