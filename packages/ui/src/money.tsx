import { cn } from './class-names.tsx';
import { splitAmount } from './formats.tsx';

export type MoneyProps = {
  /** Decimal text, as it came over the wire. */
  value: string;
  currencyCode?: string;
  /** Digits after the point. */
  places?: number;
  className?: string;
};

/** Amount with all its digits, of one width, so that the points of a column stand under each other. */
export function Money({ value, currencyCode, places = 9, className }: MoneyProps) {
  const { sign, whole, fraction, padding } = splitAmount(value, places);
  return (
    <span className={cn('numeric whitespace-nowrap', sign && 'text-danger-ink', className)}>
      {sign}
      {whole}
      {places > 0 && (
        <>
          <span>.</span>
          {fraction}
          <span className="text-subtle">{padding}</span>
        </>
      )}
      {currencyCode && <span className="ml-1.5 text-xs text-subtle">{currencyCode}</span>}
    </span>
  );
}
