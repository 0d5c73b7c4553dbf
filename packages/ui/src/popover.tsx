import { Popover as Primitive } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './class-names.tsx';

export type PopoverProps = {
  trigger: ReactElement;
  children: ReactNode;
  /** Name of the panel, read out when it opens. */
  label: string;
  align?: 'start' | 'center' | 'end';
  className?: string;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

/** Small panel beside the control that opened it. */
export function Popover(props: PopoverProps) {
  const { trigger, children, label, align = 'start', className, open, onOpenChange } = props;
  return (
    <Primitive.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            'animate-pop z-60 max-h-(--radix-popover-content-available-height) overflow-y-auto rounded-lg border border-line bg-raised p-3 shadow-md',
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
