import type { Texts } from './en.ts';
import { frAccount } from './fr-account.ts';
import { frErrors } from './fr-errors.ts';
import { frGeneral } from './fr-general.ts';
import { frSignUp } from './fr-sign-up.ts';

const written: Texts = { ...frGeneral, ...frSignUp, ...frAccount, ...frErrors };

/** French sets high punctuation and quotation marks apart by a space at which no line may break. */
export function withFrenchSpaces(text: string): string {
  return text
    .replaceAll(/ ([:»])/gu, '\u00a0$1')
    .replaceAll(/ ([;!?])/gu, '\u202f$1')
    .replaceAll('« ', '«\u00a0');
}

/** Every text of the portal in French. */
export const fr = Object.fromEntries(
  Object.entries(written).map(([key, text]) => [key, withFrenchSpaces(text)]),
) as unknown as Texts;
