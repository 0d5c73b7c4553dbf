import { LogoMark } from '@freehold/ui/logo';
import { Spinner } from '@freehold/ui/spinner';

/** Shown when a page takes longer than a moment to come; the frame around it is there already. */
export function PendingPage() {
  return (
    <div className="grid min-h-[70dvh] place-content-center justify-items-center gap-4">
      <h1 className="sr-only">Loading</h1>
      <LogoMark className="size-8" />
      <Spinner label="Loading" />
    </div>
  );
}
