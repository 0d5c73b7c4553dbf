import { CircleAlert } from 'lucide-react';
import { Label as LabelPrimitive } from 'radix-ui';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from './class-names.tsx';

export type FieldControlProps = {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
};

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** A sentence; when present the control is marked invalid and described by it. */
  error?: ReactNode;
  isRequired?: boolean;
  isOptional?: boolean;
  isLabelHidden?: boolean;
  optionalWord?: string;
  className?: string;
  children: (control: FieldControlProps) => ReactNode;
};

/** Label, control, hint and error, tied together by id for assistive technology. */
export function Field(props: FieldProps) {
  const { label, hint, error, isRequired, isOptional, isLabelHidden, className, children } = props;
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [hint ? hintId : '', error ? errorId : ''].filter(Boolean).join(' ');
  const control: FieldControlProps = { id };
  if (described) control['aria-describedby'] = described;
  if (error) control['aria-invalid'] = true;
  if (isRequired) control['aria-required'] = true;
  return (
    <div className={cn('grid gap-1.5', className)}>
      <Label htmlFor={id} className={isLabelHidden ? 'sr-only' : undefined}>
        {label}
        {isOptional && (
          <span className="font-normal text-subtle"> ({props.optionalWord ?? 'optional'})</span>
        )}
      </Label>
      {children(control)}
      {error && <FieldError id={errorId}>{error}</FieldError>}
      {hint && (
        <p id={hintId} className="text-xs text-subtle">
          {hint}
        </p>
      )}
    </div>
  );
}

/** Name of a control. */
export function Label({ className, ...rest }: ComponentProps<typeof LabelPrimitive.Root>) {
  return (
    <LabelPrimitive.Root className={cn('text-sm font-medium text-ink', className)} {...rest} />
  );
}

/** What is wrong with a field, said where it is and read out when it appears. */
export function FieldError({ className, children, ...rest }: ComponentProps<'p'>) {
  return (
    <p
      role="alert"
      className={cn('flex items-start gap-1.5 text-xs font-medium text-danger-ink', className)}
      {...rest}
    >
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
