import { humanize } from '@freehold/ui/formats';

const actions: Readonly<Record<string, string>> = {
  'user.close': 'Close an account for good',
  'user.delete': 'Delete a person',
  'user.erase': 'Erase personal data',
  'user.resetFactors': 'Reset second factors',
  'user.changeRole': 'Change a role',
  'staff.invite': 'Invite an operator',
  'tenant.updateSettings': 'Change settings of the tenant',
  'wallet.freeze': 'Freeze a wallet',
  'wallet.unfreeze': 'Release a wallet',
  'transfer.reverse': 'Reverse a transfer',
  'treasury.distributeGenesis': 'Issue money',
  'treasury.updateSettings': 'Change fees, risk or tax rules',
  'tax.apply': 'Apply the hoarding tax',
  'loan.approve': 'Approve a loan',
  'limit.set': 'Set a limit',
  'limit.remove': 'Remove a limit',
  'businessAccount.addSignatory': 'Add a signatory to a business account',
  'businessAccount.changeSignatory': 'Give a signatory more power',
  'businessAccount.setRules': 'Change the rules of a business account',
  'ledger.submitCommand': 'Give the ledger a command',
};

/** What a proposal would do, in words. */
export function describeAction(action: string): string {
  return actions[action] ?? humanize(action);
}
