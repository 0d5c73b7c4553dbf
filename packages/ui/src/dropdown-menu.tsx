import { Check } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { cn } from './class-names.tsx';

export const menuSurface =
  'animate-pop z-60 min-w-44 overflow-hidden rounded-lg border border-line bg-raised p-1 shadow-md';

const itemStyles = [
  'relative flex cursor-default items-center gap-2 rounded-sm px-2 py-1.5 text-sm text-ink outline-none select-none pointer-coarse:py-2.5',
  'data-highlighted:bg-hover data-disabled:text-subtle data-disabled:opacity-60',
  '[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle',
];

export type DropdownMenuProps = {
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'end' | 'center';
  side?: 'top' | 'bottom' | 'left' | 'right';
  className?: string;
};

/** Menu under a button: arrows move, letters jump, Escape closes. */
export function DropdownMenu(props: DropdownMenuProps) {
  const { trigger, children, align = 'end', side = 'bottom', className } = props;
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            menuSurface,
            'max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto',
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export type MenuItemProps = ComponentProps<typeof Primitive.Item> & { tone?: 'default' | 'danger' };

/** One act. */
export function MenuItem({ className, tone = 'default', ...rest }: MenuItemProps) {
  return (
    <Primitive.Item
      className={cn(
        itemStyles,
        tone === 'danger' &&
          'text-danger-ink data-highlighted:bg-danger-soft [&_svg]:text-danger-ink',
        className,
      )}
      {...rest}
    />
  );
}

/** One switch; the menu stays open. */
export function MenuCheckboxItem(props: ComponentProps<typeof Primitive.CheckboxItem>) {
  const { className, children, ...rest } = props;
  return (
    <Primitive.CheckboxItem
      className={cn(itemStyles, 'pl-8', className)}
      onSelect={(event) => event.preventDefault()}
      {...rest}
    >
      <Primitive.ItemIndicator className="absolute left-2">
        <Check aria-hidden className="text-accent-ink!" />
      </Primitive.ItemIndicator>
      {children}
    </Primitive.CheckboxItem>
  );
}

export type MenuRadioGroupProps = {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode }[];
};

/** Choice of one inside a menu. */
export function MenuRadioGroup({ value, onValueChange, options }: MenuRadioGroupProps) {
  return (
    <Primitive.RadioGroup value={value} onValueChange={onValueChange}>
      {options.map((option) => (
        <Primitive.RadioItem
          key={option.value}
          value={option.value}
          className={cn(itemStyles, 'pl-8')}
        >
          <Primitive.ItemIndicator className="absolute left-2">
            <Check aria-hidden className="text-accent-ink!" />
          </Primitive.ItemIndicator>
          {option.label}
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}

/** Name of a group of items. */
export function MenuLabel({ className, ...rest }: ComponentProps<typeof Primitive.Label>) {
  return <Primitive.Label className={cn('eyebrow px-2 pt-1.5 pb-1', className)} {...rest} />;
}

/** Line between groups. */
export function MenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}
