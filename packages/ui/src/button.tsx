import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { cn } from './class-names.tsx';
import { Spinner } from './spinner.tsx';
import { Tooltip } from './tooltip.tsx';

export const buttonStyles = cva(
  [
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none',
    'transition-[background-color,border-color,color,box-shadow] duration-100',
    'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-60',
    '[&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent shadow-xs hover:bg-accent-hover',
        secondary:
          'border border-line-strong bg-surface text-ink shadow-xs hover:bg-hover data-[state=open]:bg-hover',
        ghost: 'text-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover',
        soft: 'bg-accent-soft text-accent-ink hover:bg-selected',
        danger: 'bg-danger text-on-danger shadow-xs hover:bg-danger-hover',
        'danger-outline':
          'border border-danger-line bg-surface text-danger-ink shadow-xs hover:bg-danger-soft',
        link: 'h-auto! p-0! text-accent-ink underline-offset-3 hover:underline',
      },
      size: {
        sm: 'h-7 px-2 text-xs pointer-coarse:h-9 [&_svg]:size-3.5',
        md: 'h-8 px-3 text-sm pointer-coarse:h-10 [&_svg]:size-4',
        lg: 'h-10 px-4 text-base pointer-coarse:h-11 [&_svg]:size-4',
        xl: 'h-12 px-5 text-lg [&_svg]:size-5',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonStyles> & {
    /** Renders the only child with the button's looks: for links. */
    asChild?: boolean;
    isBusy?: boolean;
    icon?: ReactNode;
  };

/** Button; while busy it keeps its place in the tab order and ignores presses. */
export function Button(props: ButtonProps) {
  const {
    className,
    variant,
    size,
    asChild,
    isBusy = false,
    icon,
    children,
    onClick,
    ...rest
  } = props;
  const classes = cn(buttonStyles({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isBusy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      className={classes}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      onClick={press}
      {...rest}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

export type IconButtonProps = Omit<ButtonProps, 'children' | 'icon' | 'asChild'> & {
  label: string;
  icon: ReactNode;
  /** Side of the tooltip that repeats the name; false for none. */
  tooltip?: 'top' | 'right' | 'bottom' | 'left' | false;
};

const squareSizes = {
  sm: 'w-7 pointer-coarse:w-9',
  md: 'w-8 pointer-coarse:w-10',
  lg: 'w-10 pointer-coarse:w-11',
  xl: 'w-12',
};

/** Square button with an icon; its name is read out and shown on hover. */
export function IconButton(props: IconButtonProps) {
  const {
    label,
    icon,
    tooltip = 'bottom',
    variant = 'ghost',
    size = 'md',
    className,
    ...rest
  } = props;
  const button = (
    <Button
      aria-label={label}
      variant={variant}
      size={size}
      className={cn('px-0', squareSizes[size ?? 'md'], className)}
      icon={icon}
      {...rest}
    />
  );
  if (!tooltip) return button;
  return (
    <Tooltip content={label} side={tooltip}>
      {button}
    </Tooltip>
  );
}
