import { Fragment } from 'react';
import { splitAmount } from '@freehold/ui/formats';
import { signsOf } from '../lib/amount-text.ts';
import { useTexts } from '../lib/texts.ts';

const places = 9;

type AmountProps = {
  value: string;
  currencyCode: string;
  /** Of a movement: what came in carries a plus. */
  isMovement?: boolean;
};

/** An amount with all its digits, of one width; zeros that carry nothing stand back. A long one breaks between groups rather than losing a digit. */
export function Amount({ value, currencyCode, isMovement = false }: AmountProps) {
  const { locale } = useTexts();
  const { sign, whole, fraction, padding } = splitAmount(value, places);
  const { group, decimal } = signsOf(locale);
  const isZero = whole === '0' && fraction === '';
  // Coloured ink has no contrast to give away: there the zeros are lighter in weight alone.
  const aside = isMovement ? 'font-normal' : 'opacity-70';
  return (
    <span className="numeric [overflow-wrap:anywhere]">
      {isMovement && sign === '' && !isZero ? '+' : sign}
      {whole.split(',').map((digits, index) => (
        <Fragment key={index}>
          {index > 0 && group}
          {index > 0 && <wbr />}
          {digits}
        </Fragment>
      ))}
      <wbr />
      <span className={fraction === '' ? aside : undefined}>{decimal}</span>
      {fraction}
      <span className={aside}>{padding}</span>
      <span className="ml-2 inline-block text-[max(0.6em,0.8125rem)] font-medium">
        {currencyCode}
      </span>
    </span>
  );
}
