import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from '@freehold/ui/button';
import { formatCount } from '@freehold/ui/formats';
import { useTexts } from '../lib/texts.ts';

type PagerProps = {
  page: number;
  limit: number;
  total: number;
  totalPages: number;
  onPage: (page: number) => void;
};

/** Which of how many, and the way to the others; nothing where everything is shown. */
export function Pager({ page, limit, total, totalPages, onPage }: PagerProps) {
  const { t, locale } = useTexts();
  if (totalPages <= 1) return null;
  const count = (value: number) => formatCount(value, locale);
  return (
    <nav
      aria-label={t('pager.name')}
      className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 text-sm text-muted sm:px-6"
    >
      <p className="numeric" aria-live="polite">
        {t('pager.range', {
          first: count((page - 1) * limit + 1),
          last: count(Math.min(total, page * limit)),
          total: count(total),
        })}
      </p>
      <div className="flex gap-2">
        <Button
          icon={<ChevronLeft aria-hidden />}
          disabled={page <= 1}
          onClick={() => onPage(page - 1)}
        >
          {t('pager.previous')}
        </Button>
        <Button disabled={page >= totalPages} onClick={() => onPage(page + 1)}>
          {t('pager.next')}
          <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
