import { splitAmount } from '@freehold/ui/formats';

/** Amount as a sentence holds it: digits grouped, no zeros that say nothing. */
export function writeAmount(value: string, currencyCode?: string): string {
  const { sign, whole, fraction } = splitAmount(value);
  const text = `${sign}${whole}${fraction ? `.${fraction}` : ''}`;
  return currencyCode ? `${text} ${currencyCode}` : text;
}

/** A share from 0 to 1 in hundredths, exactly: `0.0125` is `1.25 %`. */
export function writeRate(rate: string): string {
  const [whole = '0', places = ''] = rate.split('.');
  const digits = `${whole}${places.padEnd(2, '0')}`;
  const point = whole.length + 2;
  const percent = `${digits.slice(0, point)}.${digits.slice(point)}`;
  return `${percent.replace(/^0+(?=\d)/u, '').replace(/\.?0*$/u, '')} %`;
}
