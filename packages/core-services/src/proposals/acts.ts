import { closeAct } from '../accounts/people/change-status.ts';
import { deleteAct } from '../accounts/people/delete-person.ts';
import { eraseAct } from '../accounts/people/erase-person.ts';
import { resetFactorsAct } from '../accounts/people/reset-factors.ts';
import { addSignatoryAct } from '../business/add-signatory.ts';
import { changeSignatoryAct } from '../business/change-signatory.ts';
import { setRulesAct } from '../business/set-rules.ts';
import { submitCommandAct } from '../ledger/submit-command.ts';
import { removeLimitAct } from '../limits/remove-limit.ts';
import { setLimitAct } from '../limits/set-limit.ts';
import { approveLoanAct } from '../loans/approve-loan.ts';
import { reverseTransferAct } from '../money/reverse-transfer.ts';
import { changeRoleAct } from '../staff/change-role.ts';
import { inviteStaffAct } from '../staff/invite-staff.ts';
import { applyTaxAct } from '../tax/apply-tax.ts';
import { updateSettingsAct } from '../tenants/update-settings.ts';
import { freezeWalletAct } from '../wallets/freeze-wallet.ts';
import { unfreezeWalletAct } from '../wallets/unfreeze-wallet.ts';
import { distributeGenesisAct } from '../treasury/distribute-genesis.ts';
import { updateMoneySettingsAct } from '../treasury/money-settings.ts';
import type { Act } from './act.ts';

/** Every act that may need two operators, as something that takes whatever was stored. */
export interface StoredAct extends Pick<
  Act<unknown>,
  'action' | 'permission' | 'wakes' | 'assertStands'
> {
  /** Refuses what would be refused now, as far as what was stored can still be read. */
  readonly assertPossible: (...parameters: Parameters<Act<unknown>['look']>) => Promise<void>;
  readonly carryOut: (
    ...parameters: Parameters<Act<unknown>['carryOut']>
  ) => Promise<number | null>;
}

// Parsed again before it is carried out: what was stored may be of an earlier release.
function stored<Input>(act: Act<Input>): StoredAct {
  const { action, permission, wakes, assertStands } = act;
  return {
    action,
    permission,
    wakes,
    ...(assertStands === undefined ? {} : { assertStands }),
    async assertPossible(tx, ctx, input) {
      const { data } = act.schema.safeParse(input);
      if (data !== undefined) await act.look(tx, ctx, data);
    },
    carryOut: (tx, ctx, input) => act.carryOut(tx, ctx, act.schema.parse(input)),
  };
}

const acts: readonly StoredAct[] = [
  stored(closeAct),
  stored(deleteAct),
  stored(eraseAct),
  stored(resetFactorsAct),
  stored(submitCommandAct),
  stored(changeRoleAct),
  stored(inviteStaffAct),
  stored(reverseTransferAct),
  stored(updateSettingsAct),
  stored(applyTaxAct),
  stored(distributeGenesisAct),
  stored(updateMoneySettingsAct),
  stored(freezeWalletAct),
  stored(unfreezeWalletAct),
  stored(setLimitAct),
  stored(removeLimitAct),
  stored(approveLoanAct),
  stored(addSignatoryAct),
  stored(changeSignatoryAct),
  stored(setRulesAct),
];

/** The act that is audited as `action`, or undefined. */
export function findAct(action: string): StoredAct | undefined {
  return acts.find((act) => act.action === action);
}
