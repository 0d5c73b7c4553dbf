import { z } from 'zod';
import { DecimalText } from '@freehold/core-contracts/ids';
import { SendMoneyInput } from '@freehold/core-contracts/transfers';

/*
 * What is being sent is kept in this window from before it leaves until there is an answer. A lost
 * answer, a reload or the way back therefore never makes a second transfer out of one: the same
 * request id is asked again, and the service answers with the transfer it made of it.
 */

/** One wish to send, with all its contents: none of them changes while its request id stays. */
export const Attempt = z.object({
  input: SendMoneyInput.required({ fee: true }),
  payeeName: z.string(),
  isPayeeSaved: z.boolean(),
  total: DecimalText,
  currencyCode: z.string(),
});
export type Attempt = z.infer<typeof Attempt>;

const nameOf = (slug: string) => `freehold-sending:${slug}`;

/** Keeps an attempt in this window until it is answered; null forgets it. */
export function keepAttempt(slug: string, attempt: Attempt | null): void {
  try {
    if (attempt === null) sessionStorage.removeItem(nameOf(slug));
    else sessionStorage.setItem(nameOf(slug), JSON.stringify(attempt));
  } catch {
    // Without storage the open page alone remembers it.
  }
}

/** The attempt of this window that was never answered, if it was made from one of `walletIds`. */
export function findAttempt(slug: string, walletIds: readonly string[]): Attempt | null {
  try {
    const kept = Attempt.safeParse(JSON.parse(sessionStorage.getItem(nameOf(slug)) ?? 'null'));
    return kept.success && walletIds.includes(kept.data.input.fromWalletId) ? kept.data : null;
  } catch {
    return null;
  }
}
