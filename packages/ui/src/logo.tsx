import { cn } from './class-names.tsx';

/** The mark: three walls around one's own ground. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={cn('size-6 text-accent', className)}>
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M20 10V4H4v16h16v-3"
      />
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="M9.5 15.2V8.8h6M9.5 12h4.2"
      />
    </svg>
  );
}

/** The mark with the product's name. */
export function Logo({
  className,
  isMarkOnly = false,
}: {
  className?: string;
  isMarkOnly?: boolean;
}) {
  return (
    <span className={cn('inline-flex items-center gap-2', className)}>
      <LogoMark />
      <span
        className={cn('text-lg font-semibold tracking-tight text-ink', isMarkOnly && 'sr-only')}
      >
        Freehold
      </span>
    </span>
  );
}
