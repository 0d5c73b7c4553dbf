import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './class-names.tsx';
import { controlStyles } from './input.tsx';

const selectSizes = {
  md: 'h-8 pointer-coarse:h-10',
  lg: 'h-10 text-base pointer-coarse:h-11',
  xl: 'h-12 text-lg',
};

export type SelectOption = { value: string; label: string; isDisabled?: boolean };
export type SelectProps = Omit<ComponentProps<'select'>, 'size' | 'onChange'> & {
  options: readonly SelectOption[];
  placeholder?: string;
  size?: keyof typeof selectSizes;
  onValueChange?: (value: string) => void;
};

/** Choice of one. The browser's own list: typing, touch and assistive technology come with it. */
export function Select(props: SelectProps) {
  const { options, placeholder, size = 'md', onValueChange, className, ...rest } = props;
  return (
    <div className={cn('relative', className)}>
      <select
        className={cn(controlStyles, selectSizes[size], 'appearance-none pr-8 pl-2.5')}
        onChange={(event) => onValueChange?.(event.target.value)}
        {...rest}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled ?? false}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-subtle"
      />
    </div>
  );
}
