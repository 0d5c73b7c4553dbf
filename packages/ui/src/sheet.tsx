import { ModalFrame, type ModalFrameProps } from './dialog.tsx';
import { cn } from './class-names.tsx';

const sheetWidths = { md: 'sm:max-w-md', lg: 'sm:max-w-xl', xl: 'sm:max-w-3xl' };

export type SheetProps = ModalFrameProps & {
  width?: keyof typeof sheetWidths;
  side?: 'left' | 'right';
};

/** Modal panel at an edge, for the detail of a row without leaving its list. */
export function Sheet({ width = 'lg', side = 'right', ...props }: SheetProps) {
  return (
    <ModalFrame
      {...props}
      className={cn(
        'animate-slide absolute inset-y-0 flex w-full flex-col overflow-hidden border-line bg-raised shadow-lg',
        side === 'right' ? 'right-0 border-l' : 'left-0 max-w-72! border-r',
        sheetWidths[width],
      )}
    />
  );
}
