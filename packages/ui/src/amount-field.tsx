import { Amount } from '@freehold/core-contracts/amounts';
import type { ReactNode } from 'react';
import { cn } from './class-names.tsx';
import { Field } from './field.tsx';
import { Input, type InputProps } from './input.tsx';

export type AmountReading =
  | { isGood: true; value: string }
  /** Why it cannot be sent, as the server would name it. */
  | { isGood: false; code: string };

/** What was typed as an amount: spaces that group digits are no part of it, a comma is never guessed at. */
export function readAmount(text: string): AmountReading {
  const bare = text.replaceAll(/[\s\u{a0}\u{202f}]/gu, '');
  if (bare === '') return { isGood: false, code: 'required' };
  const parsed = Amount.safeParse(bare);
  return parsed.success
    ? { isGood: true, value: parsed.data }
    : { isGood: false, code: parsed.error.issues[0]?.message ?? 'amount_format' };
}

export type AmountFieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  value: string;
  onValueChange: (text: string) => void;
  currencyCode?: string | undefined;
  size?: InputProps['size'];
  isRequired?: boolean;
  isOptional?: boolean;
  optionalWord?: string;
  isDisabled?: boolean;
  hasAutoFocus?: boolean;
  className?: string;
};

/** Field for an amount of money: text all the way, with the currency beside it. */
export function AmountField(props: AmountFieldProps) {
  const { value, onValueChange, currencyCode, size = 'md', isDisabled = false } = props;
  return (
    <Field
      label={props.label}
      hint={props.hint}
      error={props.error}
      isRequired={props.isRequired ?? false}
      isOptional={props.isOptional ?? false}
      {...(props.optionalWord === undefined ? {} : { optionalWord: props.optionalWord })}
      {...(props.className === undefined ? {} : { className: props.className })}
    >
      {(control) => (
        <div className="relative">
          <Input
            {...control}
            size={size}
            inputMode="decimal"
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
            autoFocus={props.hasAutoFocus ?? false}
            disabled={isDisabled}
            className={cn('numeric', currencyCode && 'pr-16')}
            value={value}
            onChange={(event) => onValueChange(event.target.value)}
          />
          {currencyCode && (
            <span
              aria-hidden
              className="pointer-events-none absolute inset-y-0 right-2.5 grid place-items-center text-xs text-subtle"
            >
              {currencyCode}
            </span>
          )}
        </div>
      )}
    </Field>
  );
}
