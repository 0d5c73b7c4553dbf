import { Eye, EyeOff, Search, X } from 'lucide-react';
import { useRef, useState, type ComponentProps } from 'react';
import { cn } from './class-names.tsx';

export const controlStyles = [
  'w-full rounded-md border border-control-line bg-surface text-sm text-ink shadow-xs',
  'placeholder:text-subtle transition-[border-color,box-shadow] duration-100',
  'hover:border-muted focus-visible:border-accent focus-visible:outline-offset-0',
  'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-subtle',
  'aria-invalid:border-danger pointer-coarse:text-lg',
];

const inputSizes = {
  md: 'h-8 px-2.5 pointer-coarse:h-10',
  lg: 'h-10 px-3 text-base pointer-coarse:h-11',
  xl: 'h-12 px-3.5 text-lg',
};

export type InputProps = Omit<ComponentProps<'input'>, 'size'> & { size?: keyof typeof inputSizes };

/** One line of text. */
export function Input({ className, size = 'md', ...rest }: InputProps) {
  return <input className={cn(controlStyles, inputSizes[size], className)} {...rest} />;
}

/** Several lines of text, growing with what is written where the browser can. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={cn(controlStyles, 'field-sizing-content min-h-18 px-2.5 py-1.5', className)}
      {...rest}
    />
  );
}

export type PasswordInputProps = Omit<InputProps, 'type'> & {
  showLabel?: string;
  hideLabel?: string;
};

/** Password with a switch that shows it; paste and password managers are never hindered. */
export function PasswordInput(props: PasswordInputProps) {
  const { showLabel = 'Show password', hideLabel = 'Hide password', className, ...rest } = props;
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="relative">
      <Input
        type={isShown ? 'text' : 'password'}
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        className={cn('pr-10', className)}
        {...rest}
      />
      <button
        type="button"
        aria-pressed={isShown}
        aria-label={isShown ? hideLabel : showLabel}
        onClick={() => setIsShown(!isShown)}
        className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-md text-subtle hover:text-ink focus-visible:outline-offset-[-3px]"
      >
        {isShown ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
      </button>
    </div>
  );
}

export type SearchInputProps = Omit<InputProps, 'value' | 'onChange' | 'type'> & {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
};

/** Search field with its name read out, a clear button, and Escape to empty it. */
export function SearchInput({ label, value, onValueChange, className, ...rest }: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const clear = () => {
    onValueChange('');
    input.current?.focus();
  };
  return (
    <div className={cn('relative', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-subtle"
      />
      <Input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value) {
            event.preventDefault();
            onValueChange('');
          }
        }}
        className="pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
        {...rest}
      />
      {value && (
        <button
          type="button"
          aria-label="Clear search"
          onClick={clear}
          className="absolute inset-y-0 right-0 grid w-8 place-items-center rounded-md text-subtle hover:text-ink focus-visible:outline-offset-[-3px]"
        >
          <X className="size-3.5" />
        </button>
      )}
    </div>
  );
}
