import { humanize } from '@freehold/ui/formats';
import { describeStatusWord, type ErrorSentences } from './error-sentences.ts';

const amountProblems: Readonly<Record<string, string>> = {
  required: 'Fill this in.',
  amount_text: 'Write the amount in digits.',
  amount_format: 'Digits with one point at most, as 1250.75; no comma, no sign.',
  amount_places: 'At most nine digits after the point.',
  amount_zero: 'More than zero, please.',
  amount_too_large: 'At most 27 digits before the point.',
  too_long: 'This is too long.',
};

/** What is wrong with an amount, by the code that the field and the server share. */
export function describeAmountProblem(code: string): string {
  return amountProblems[code] ?? 'This is no amount.';
}

/** Sentences for what wallets, transfers, limits, the treasury, the tax, loans and business accounts refuse. */
export const moneySentences: ErrorSentences = {
  'transfer.insufficient_funds': 'There is not enough in the wallet.',
  'transfer.same_wallet': 'Sender and receiver are the same wallet.',
  'transfer.limit_per_transfer': 'It is more than one transfer may carry.',
  'transfer.limit_day_amount': 'It is more than may be sent in a day.',
  'transfer.limit_month_amount': 'It is more than may be sent in a month.',
  'transfer.limit_day_count': 'No more transfers are allowed today.',
  'transfer.limit_month_count': 'No more transfers are allowed this month.',
  'transfer.limit_hour_count': 'Too many transfers in the last 60 minutes.',
  'transfer.risk_blocked': 'Its risk score is so high that it was refused.',
  'transfer.risk_review': 'Its risk score asks for an operator to look.',
  'transfer.rule_approval': 'Its signatories have to approve it first.',
  'transfer.request_conflict': 'The same request was made before with other contents.',
  'transfer.not_reversible': 'Only a confirmed transfer can be reversed.',
  'transfer.already_reversed': 'It was reversed already, or is being reversed.',
  'transfer.own':
    'It is your own, one you may sign for, or of an organization you manage: another operator decides on it.',
  'transfer.not_waiting': 'It does not wait for an operator any more.',
  'transfer.held_by_rule': 'It waits for its signatories, not for an operator.',
  'transfer.approval_expired': 'It waited too long and lapses.',
  'transfer.reason_required': 'Say why it is declined.',
  'transfer.declined': 'It was declined.',
  'transfer.expired': 'Nobody decided in time: it has lapsed.',
  'transfer.fee_changed': 'The fee has changed meanwhile.',
  'transfer.stale': 'It has changed meanwhile. Look again.',
  'transfer.amount_too_large': 'Together that is more than a balance can hold.',
  'wallet.not_found': 'There is no such wallet.',
  'wallet.frozen': 'The sending wallet is frozen.',
  'wallet.receiver_frozen': 'The receiving wallet is frozen.',
  'wallet.closed': 'The sending wallet is closed.',
  'wallet.receiver_closed': 'The receiving wallet is closed.',
  'wallet.system': 'The wallets of the tenant itself are never frozen.',
  'wallet.own':
    'It is your own wallet, or of an organization you manage: another operator releases it.',
  'wallet.already_frozen': 'This wallet is frozen already.',
  'wallet.not_frozen': 'This wallet is not frozen.',
  'wallet.unfreeze_pending': 'The ledger is being asked to release it already.',
  'business.not_waiting': 'It does not wait for approvals any more.',
  'business.approval_expired': 'It waited too long for its approvals and has lapsed.',
  'business.account_closed': 'This business account is closed.',
  'organization.has_money':
    'Its wallets still hold money, or some is on its way: empty them first.',
  'loan.decided': ({ status }) => `This loan is ${describeStatusWord(status)} by now.`,
  'loan.pool_insufficient': 'There is not enough in the loan pool. Issue to it first.',
  'limit.own': 'It is your own limit, or of an organization you manage: another operator sets it.',
  'loan.own': 'Nobody decides on their own loan.',
  'loan.person_not_active': 'The account of that person is not active.',
  'pipeline.already_paused': 'The pipeline is paused already.',
  'pipeline.not_paused': 'The pipeline is running.',
  'projector.rebuilding': 'A rebuild of it is under way already.',
  'ledger.command_cancelled': 'It was cancelled before the ledger had it.',
  'ledger.elsewhere': ({ channel }) =>
    `The peers of the Fabric channel ${String(channel)} keep this chain and check it.`,
  'command.on_ledger': 'The ledger has it: it cannot be cancelled.',
  'command.not_cancellable': 'It cannot be cancelled any more.',
  'system.paused': 'The system is paused: no money moves.',
  'treasury.already_issued': 'This issue was carried out already.',
  'treasury.wallet_not_payable': 'One of the wallets cannot be paid to. Choose another one.',
  'treasury.wallet_frozen': 'One of the wallets is frozen. Choose another one.',
  'treasury.refused': ({ reason }) =>
    `It could not be issued${reason ? `: ${humanize(String(reason)).toLowerCase()}` : ''}.`,
  'tax.cycle_not_over': 'This cycle is not over yet.',
  'tax.no_bands': 'No rates are set. Set them first, under fees, risk and tax rules.',
  'tax.disabled': 'The hoarding tax is switched off. Switch it on first.',
  'tax.not_computed': 'It is still being computed.',
  'tax.not_dry_run': 'It was applied or discarded already.',
  'tax.not_applying': 'It is not being applied: there is nothing to stop.',
  'tax.nothing_due': 'Nobody owes anything: there is nothing to apply.',
  'tax.run_under_way': 'Another run is being applied. Wait until it is done.',
  'tax.cycles_overlap': 'A cycle that was taxed already overlaps with this one.',
};

const assessmentReasons: Readonly<Record<string, string>> = {
  wallet_frozen: 'The wallet is frozen.',
  already_taxed: 'Taxed for this cycle already.',
  run_stopped: 'Left out when the run was stopped.',
};

/** Why a wallet was left out of a tax run. */
export function describeAssessmentReason(reason: string): string {
  const sentence = assessmentReasons[reason] ?? moneySentences[reason];
  return typeof sentence === 'string' ? sentence : humanize(reason);
}
