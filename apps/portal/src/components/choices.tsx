import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** Somebody or something to choose by one press. */
export function Choice({
  icon,
  name,
  detail,
  onChoose,
}: {
  icon: ReactNode;
  name: string;
  detail: string;
  onChoose: () => void;
}) {
  return (
    <li>
      <button
        type="button"
        onClick={onChoose}
        className="flex w-full items-center gap-4 rounded-xl border border-line bg-surface p-4 text-left shadow-xs hover:border-line-strong"
      >
        <span
          aria-hidden
          className="grid size-10 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent-ink [&_svg]:size-5"
        >
          {icon}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block text-base font-medium text-ink [overflow-wrap:anywhere]">
            {name}
          </span>
          <span className="block text-sm text-muted [overflow-wrap:anywhere]">{detail}</span>
        </span>
        <ChevronRight aria-hidden className="size-5 shrink-0 text-subtle" />
      </button>
    </li>
  );
}

/** What there is to choose from. */
export function Choices({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-1 gap-3">
      <h2 className="text-lg font-semibold text-ink">{title}</h2>
      <ul aria-label={title} className="grid grid-cols-1 gap-2.5 sm:grid-cols-2">
        {children}
      </ul>
    </section>
  );
}
