import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { Toast as Primitive } from 'radix-ui';
import { useSyncExternalStore, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { buttonStyles, IconButton } from './button.tsx';
import { cn } from './class-names.tsx';

const maxShown = 4;
const shownMs = 10_000;

export type ToastAction = { label: string; onSelect: () => void };
export type ToastOptions = { description?: ReactNode; action?: ToastAction; durationMs?: number };
type ToastTone = 'success' | 'danger' | 'info';
type ToastItem = ToastOptions & { id: number; tone: ToastTone; title: string };

let items: readonly ToastItem[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function setItems(next: readonly ToastItem[]) {
  items = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function show(tone: ToastTone, title: string, options: ToastOptions = {}): number {
  const id = nextId++;
  setItems([...items.slice(-(maxShown - 1)), { ...options, id, tone, title }]);
  return id;
}

/** Short notices; callable from anywhere, shown by the one Toaster of the page. */
export const toast = {
  success: (title: string, options?: ToastOptions) => show('success', title, options),
  error: (title: string, options?: ToastOptions) => show('danger', title, options),
  info: (title: string, options?: ToastOptions) => show('info', title, options),
  dismiss: (id: number) => setItems(items.filter((item) => item.id !== id)),
};

const icons = {
  success: <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success-ink" />,
  danger: <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-ink" />,
  info: <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-info-ink" />,
};

/** Where notices appear. Once per application; F8 moves the focus there. */
export function Toaster({
  label = 'Notices',
  closeLabel = 'Dismiss',
}: {
  label?: string;
  closeLabel?: string;
}) {
  const shown = useSyncExternalStore(
    subscribe,
    () => items,
    () => items,
  );
  return (
    <Primitive.Provider label={label} duration={shownMs} swipeDirection="right">
      {shown.map((item) => (
        <Primitive.Root
          key={item.id}
          type={item.tone === 'danger' ? 'foreground' : 'background'}
          duration={item.durationMs ?? shownMs}
          onOpenChange={(isOpen) => (isOpen ? undefined : toast.dismiss(item.id))}
          className="animate-rise flex items-start gap-2.5 rounded-lg border border-line bg-raised py-3 pr-2 pl-3.5 shadow-md"
        >
          {icons[item.tone]}
          <div className="min-w-0 flex-1">
            <Primitive.Title className="text-sm font-medium text-ink">{item.title}</Primitive.Title>
            {item.description && (
              <Primitive.Description className="mt-0.5 text-xs text-muted">
                {item.description}
              </Primitive.Description>
            )}
            {item.action && (
              <Primitive.Action
                altText={item.action.label}
                onClick={item.action.onSelect}
                className={cn(buttonStyles({ variant: 'link', size: 'sm' }), 'mt-1.5')}
              >
                {item.action.label}
              </Primitive.Action>
            )}
          </div>
          <Primitive.Close asChild>
            <IconButton
              size="sm"
              tooltip={false}
              label={closeLabel}
              icon={<X />}
              className="-mt-1"
            />
          </Primitive.Close>
        </Primitive.Root>
      ))}
      {createPortal(
        <div data-toaster aria-live="off" className="pointer-events-auto">
          <Primitive.Viewport className="fixed left-0 z-70 grid w-full gap-2 p-4 outline-none max-sm:top-0 sm:bottom-0 sm:max-w-sm" />
        </div>,
        document.body,
      )}
    </Primitive.Provider>
  );
}
