import { cn } from './class-names.tsx';
import { splitAmount } from './formats.tsx';

export type MoneyProps = {
  /** Decimal text, as it came over the wire. */
  value: string;
  currencyCode?: string | undefined;
  /** Digits after the point. */
  places?: number;
  /** Of a movement: what came in carries a plus, and what went out is nothing bad. */
  isMovement?: boolean;
  className?: string;
};

const toneOf = (sign: string, isMovement: boolean, isZero: boolean) => {
  if (isMovement) return sign || isZero ? undefined : 'text-success-ink';
  return sign ? 'text-danger-ink' : undefined;
};

/** Amount with all its digits, of one width, so that the points of a column stand under each other. */
export function Money(props: MoneyProps) {
  const { value, currencyCode, places = 9, isMovement = false, className } = props;
  const { sign, whole, fraction, padding } = splitAmount(value, places);
  const isZero = whole === '0' && fraction === '';
  return (
    <span className={cn('numeric whitespace-nowrap', toneOf(sign, isMovement, isZero), className)}>
      {isMovement && !sign && !isZero ? '+' : sign}
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
