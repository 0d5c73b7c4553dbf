import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { cn } from './class-names.tsx';
import { useModalPage } from './modal-page.tsx';
import { findOpener } from './opener.ts';

export type ModalFrameProps = {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  /** One sentence under the title; it is read out with it. */
  description?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** Keeps the layer open on Escape and outside presses, while something is under way. */
  isLocked?: boolean;
  closeLabel?: string;
  role?: 'dialog' | 'alertdialog';
};

type ModalLayerProps = ModalFrameProps & { className: string; scrimClassName?: string };

/** What dialogs and sheets have in common; the scrim is ours because the library's writes a style element. */
export function ModalFrame(props: ModalLayerProps) {
  const { open, onOpenChange, isLocked = false } = props;
  return (
    <Primitive.Root
      open={open}
      onOpenChange={(next) => (isLocked ? undefined : onOpenChange(next))}
    >
      <Primitive.Portal>
        <ModalLayer {...props} />
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function ModalLayer(props: ModalLayerProps) {
  const { title, description, children, footer, isLocked = false } = props;
  const layer = useModalPage<HTMLDivElement>(true);
  // Before anything in here has taken the focus.
  const [giveFocusBack] = useState(findOpener);
  return (
    <div ref={layer} className={cn('animate-in fixed inset-0 z-50 bg-scrim', props.scrimClassName)}>
      <Primitive.Content
        role={props.role ?? 'dialog'}
        className={props.className}
        // The library gives it back to its own trigger alone; ours are opened by whatever was pressed.
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          giveFocusBack();
        }}
        {...(description ? {} : { 'aria-describedby': undefined })}
      >
        <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
          <div className="min-w-0">
            <Primitive.Title className="text-lg font-semibold [overflow-wrap:anywhere] text-ink">
              {title}
            </Primitive.Title>
            {description && (
              <Primitive.Description asChild>
                <div className="mt-0.5 text-sm text-muted">{description}</div>
              </Primitive.Description>
            )}
          </div>
          <Primitive.Close asChild>
            <IconButton
              label={props.closeLabel ?? 'Close'}
              tooltip={false}
              disabled={isLocked}
              className="-mt-1 -mr-2"
              icon={<X />}
            />
          </Primitive.Close>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
        {footer && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line bg-sunken px-5 py-3">
            {footer}
          </footer>
        )}
      </Primitive.Content>
    </div>
  );
}

const dialogWidths = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl' };

export type DialogProps = ModalFrameProps & { width?: keyof typeof dialogWidths };

/** Modal dialog: focus stays inside, Escape closes, focus returns to where it was. */
export function Dialog({ width = 'sm', ...props }: DialogProps) {
  return (
    <ModalFrame
      {...props}
      scrimClassName="grid place-items-center overflow-y-auto p-4 max-sm:items-end max-sm:p-0"
      className={cn(
        'flex max-h-[min(90dvh,52rem)] w-full flex-col overflow-hidden rounded-xl bg-raised shadow-lg',
        'animate-pop max-sm:animate-rise max-sm:max-h-[92dvh] max-sm:rounded-b-none',
        dialogWidths[width],
      )}
    />
  );
}
