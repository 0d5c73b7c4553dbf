import type { RuleInput } from '@freehold/core-contracts/business';
import type { SignatoryRole } from '@freehold/core-contracts/enums';
import { toUnits } from '../money/amount-units.ts';
import type { Need } from './reachable.ts';

type Band = Need & Pick<RuleInput, 'fromAmount'>;
type Part = { readonly role: SignatoryRole; readonly weight: number };

/** True where a signatory could approve with `after` what they could not with `before`: they weigh more, or get a role that a band asks for. */
export function givesSignatoryPower(before: Part, after: Part, bands: readonly Need[]): boolean {
  if (after.weight > before.weight) return true;
  return (
    after.role !== before.role && bands.some(({ requiredRole }) => requiredRole === after.role)
  );
}

/** True where some amount needs less by the bands of `after` than by those of `before`. */
export function givesBandPower(before: readonly Band[], after: readonly Band[]): boolean {
  const edges = [...before, ...after].map(({ fromAmount }) => toUnits(fromAmount));
  return edges.some((amount) => {
    const [was, is] = [bandOf(before, amount), bandOf(after, amount)];
    return was !== undefined && (is === undefined || needsLess(was, is));
  });
}

/** The band that begins last at or below the amount. */
function bandOf(bands: readonly Band[], amount: bigint): Band | undefined {
  return bands
    .filter(({ fromAmount }) => toUnits(fromAmount) <= amount)
    .toSorted((a, b) => (toUnits(a.fromAmount) < toUnits(b.fromAmount) ? 1 : -1))[0];
}

// Another role instead of the one that was asked for lets others complete the band.
function needsLess(was: Need, is: Need): boolean {
  return (
    is.minimumWeight < was.minimumWeight ||
    is.minimumApprovers < was.minimumApprovers ||
    (was.requiredRole !== null && is.requiredRole !== was.requiredRole) ||
    (is.isInitiatorCounted && !was.isInitiatorCounted)
  );
}
