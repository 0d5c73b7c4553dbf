import { ModalFrame, type ModalFrameProps } from './dialog.tsx';
import { cn } from './class-names.tsx';

const sheetWidths = { md: 'sm:max-w-md', lg: 'sm:max-w-xl', xl: 'sm:max-w-3xl' };

export type SheetProps = ModalFrameProps & { width?: keyof typeof sheetWidths };

/** Modal panel at the right edge, for the detail of a row without leaving its list. */
export function Sheet({ width = 'lg', ...props }: SheetProps) {
  return (
    <ModalFrame
      {...props}
      className={cn(
        'animate-slide absolute inset-y-0 right-0 flex w-full flex-col overflow-hidden border-l border-line bg-raised shadow-lg',
        sheetWidths[width],
      )}
    />
  );
}
