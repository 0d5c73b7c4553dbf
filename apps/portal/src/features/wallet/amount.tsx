import { Fragment } from 'react';
import { splitAmount } from '@freehold/ui/formats';
import { useTexts } from '../../lib/texts.ts';

const places = 9;

/** Grouping and decimal signs as the language writes them; the digits themselves are never computed with. */
function signsOf(locale: string) {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  const find = (type: string) => parts.find((part) => part.type === type)?.value;
  return { group: find('group') ?? ',', decimal: find('decimal') ?? '.' };
}

/** An amount with all its digits, of one width; zeros that carry nothing stand back. A long one breaks between groups rather than losing a digit. */
export function Amount({ value, currencyCode }: { value: string; currencyCode: string }) {
  const { locale } = useTexts();
  const { sign, whole, fraction, padding } = splitAmount(value, places);
  const { group, decimal } = signsOf(locale);
  return (
    <span className="numeric [overflow-wrap:anywhere]">
      {sign}
      {whole.split(',').map((digits, index) => (
        <Fragment key={index}>
          {index > 0 && group}
          {index > 0 && <wbr />}
          {digits}
        </Fragment>
      ))}
      <wbr />
      <span className={fraction === '' ? 'opacity-70' : undefined}>{decimal}</span>
      {fraction}
      <span className="opacity-70">{padding}</span>
      <span className="ml-2 inline-block text-[max(0.6em,0.8125rem)] font-medium">
        {currencyCode}
      </span>
    </span>
  );
}
