import { useRef, useState, type ComponentProps } from 'react';
import { cn } from './class-names.tsx';

export type CodeInputProps = Omit<
  ComponentProps<'input'>,
  'value' | 'onChange' | 'type' | 'size'
> & {
  value: string;
  onValueChange: (code: string) => void;
  /** Called once when the last digit has come in. */
  onComplete?: (code: string) => void;
  length?: number;
};

/**
 * One-time code. One real field under drawn boxes: paste, autofill from messages, screen readers and
 * undo work as in any field, which six single fields would break.
 */
export function CodeInput(props: CodeInputProps) {
  const { value, onValueChange, onComplete, length = 6, className, disabled, ...rest } = props;
  const input = useRef<HTMLInputElement>(null);
  const [isFocused, setIsFocused] = useState(false);
  const change = (text: string) => {
    const code = text.replaceAll(/\D/gu, '').slice(0, length);
    if (code === value) return;
    onValueChange(code);
    if (code.length === length) onComplete?.(code);
  };
  const caret = Math.min(value.length, length - 1);
  return (
    <div className={cn('relative', className)}>
      <div aria-hidden className="flex gap-2">
        {Array.from({ length }, (_, index) => (
          <span
            key={index}
            className={cn(
              'numeric grid h-12 min-w-0 max-w-12 flex-1 place-items-center rounded-md border bg-surface text-xl font-semibold text-ink shadow-xs',
              index * 2 === length && 'ml-2',
              rest['aria-invalid'] ? 'border-danger' : 'border-control-line',
              disabled && 'bg-sunken text-subtle',
              isFocused && index === caret && 'border-accent outline-2 outline-accent',
            )}
          >
            {value[index] ?? ''}
          </span>
        ))}
      </div>
      <input
        ref={input}
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
        spellCheck={false}
        disabled={disabled}
        value={value}
        onChange={(event) => change(event.target.value)}
        onFocus={() => setIsFocused(true)}
        onBlur={() => setIsFocused(false)}
        className="absolute inset-0 w-full cursor-text bg-transparent text-lg text-transparent caret-transparent opacity-0 outline-none"
        {...rest}
      />
    </div>
  );
}
