import type { Refusal } from '@freehold/core-contracts/errors';
import { Alert } from '@freehold/ui/alert';
import { describePublicError } from '../lib/error-messages.ts';

/** Why this operator may not do what others may, where the button would be missed. */
export function RefusalNotice({ refusal }: { refusal: Refusal | null }) {
  return refusal && <Alert title="Not for you to decide">{describePublicError(refusal)}</Alert>;
}
