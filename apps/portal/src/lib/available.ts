import { sumAmounts } from '@freehold/ui/formats';

/** What can be spent: the balance less what is held, exactly, as decimal text. */
export function availableOf(balance: string, held: string): string {
  return sumAmounts([balance, held.startsWith('-') ? held.slice(1) : `-${held}`]);
}
