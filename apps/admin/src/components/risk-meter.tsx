import { cn } from '@freehold/ui/class-names';

const elevatedFrom = 25;
const highFrom = 60;

type Band = { word: string; text: string; fill: string };

function riskBand(score: number): Band {
  if (score >= highFrom) return { word: 'High', text: 'text-danger-ink', fill: 'bg-danger' };
  if (score >= elevatedFrom) {
    return { word: 'Elevated', text: 'text-warning-ink', fill: 'bg-warning' };
  }
  return { word: 'Low', text: 'text-success-ink', fill: 'bg-success' };
}

/** Risk score from 0 to 100 with its word. */
export function RiskMeter({ score, isWide = false }: { score: number; isWide?: boolean }) {
  const band = riskBand(score);
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span aria-hidden className={cn('h-1.5 rounded-full bg-hover', isWide ? 'w-28' : 'w-12')}>
        <span
          className={cn('block h-full rounded-full', band.fill)}
          style={{ width: `${Math.max(4, score)}%` }}
        />
      </span>
      <span className="numeric font-medium text-ink">{score}</span>
      <span className={cn('text-xs', band.text)}>{band.word}</span>
    </span>
  );
}
