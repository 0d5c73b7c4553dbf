import { AddSignatoryInput, ChangeSignatoryInput } from '@freehold/core-contracts/business';
import type { ProposedAct } from '../proposals/act.ts';

type Gainer = { readonly userId: string } | { readonly signatoryId: string };

/**
 * The one person whom a change of an account gives power, as its stored input names them: a person who
 * comes to the list, or a row of it. Null for bands, which are everybody's, and for what another
 * release wrote and this one does not know.
 */
export function toGainer({ action, input }: Pick<ProposedAct, 'action' | 'input'>): Gainer | null {
  if (action === 'businessAccount.addSignatory') {
    const { data } = AddSignatoryInput.safeParse(input);
    return data === undefined ? null : { userId: data.userId };
  }
  if (action !== 'businessAccount.changeSignatory') return null;
  const { data } = ChangeSignatoryInput.safeParse(input);
  return data === undefined ? null : { signatoryId: data.signatoryId };
}
