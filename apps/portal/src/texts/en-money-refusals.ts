/** What is said no to around money, and why a transfer waits, ended or was paid back. */
export const enMoneyRefusals = {
  'error.transfer.insufficient_funds': 'There is not enough in the wallet for the amount and fee.',
  'error.transfer.same_wallet': 'That is the very wallet it would come from.',
  'error.transfer.limit_per_transfer': 'This is more than may be sent at once.',
  'error.transfer.limit_day_amount': 'With this you would send more than you may in a day.',
  'error.transfer.limit_month_amount': 'With this you would send more than you may in a month.',
  'error.transfer.limit_day_count': 'You have sent as often as you may today.',
  'error.transfer.limit_month_count': 'You have sent as often as you may this month.',
  'error.transfer.limit_hour_count':
    'You have sent as often as you may within an hour. Wait a little.',
  'error.transfer.risk_blocked':
    'We did not let this through for your safety. If it is right, write to our staff.',
  'error.transfer.request_conflict': 'This was asked for before with other contents. Begin again.',
  'error.transfer.fee_changed': 'The fee has changed meanwhile. Look at it again.',
  'error.transfer.stale': 'This has changed meanwhile. Load the page again.',
  'error.transfer.amount_too_large': 'The amounts together are more than there can be.',
  'error.wallet.frozen': 'This wallet is frozen: nothing can leave it for now.',
  'error.wallet.receiver_frozen': 'The receiver’s wallet takes nothing in for now.',
  'error.wallet.closed': 'This wallet is closed.',
  'error.wallet.receiver_closed': 'The receiver’s wallet is closed.',
  'error.wallet.not_found': 'We could not find that wallet.',
  'error.system.paused': 'Sending is paused for everybody at the moment. Try again later.',

  'reason.unknown': 'It was not possible. Our staff can tell you more.',
  'reason.transfer.risk_review': 'Our staff has a look at it first, for your safety.',
  'reason.transfer.rule_approval': 'It waits until enough signatories have approved it.',
  'reason.transfer.declined': 'It was declined.',
  'reason.transfer.expired': 'It has waited too long.',
  'reason.transfer.limit_day_amount': 'It was more than may be sent in a day.',
  'reason.transfer.limit_month_amount': 'It was more than may be sent in a month.',

  'error.payee.address_invalid':
    'This is neither an e-mail address nor a phone number with + nor a wallet number.',
  'error.payee.limit': 'You have asked about many names. You can go on in {{time}}.',
  'error.beneficiary.exists': 'You have saved this payee already.',
  'error.beneficiary.not_confirmed': 'The name no longer fits the address. Check it again.',
  'error.beneficiary.own_wallet': 'That is your own wallet.',
  'error.beneficiary.too_many': 'You have saved as many payees as there is room for: {{limit}}.',
  'error.contact.exists': 'You have a contact with this address already.',
  'error.contact.too_many': 'You have as many contacts as there is room for: {{limit}}.',

  'error.business.account_closed': 'This account is closed.',
  'error.business.already_decided': 'You have decided otherwise already.',
  'error.business.approval_expired': 'It has waited too long and can no longer be decided.',
  'error.business.not_a_member': 'Only members of the organization may sign for it.',
  'error.business.has_money': 'There is still money in this account, or on its way. Move it first.',
  'error.organization.has_money':
    'The organization still has money, or some is on its way. Move it first.',
  'error.transfer.business_account':
    'This wallet belongs to a business account: its signatories decide. Ask for the payment there.',
  'error.business.not_signatory': 'You do not sign for this account.',
  'error.business.not_waiting': 'This transfer no longer waits: somebody else was faster.',
  'error.business.own_transfer': 'You asked for this transfer, so others have to approve it.',
  'error.business.rule_unreachable':
    'Too few signatories are left to fulfil the rule: whoever asks may not count. Let somebody else ask, or change the rule or the signatories.',
  'error.business.signatory_twice': 'They sign for this account already.',
  'error.business.too_many_accounts': 'This organization has as many accounts as it may have.',
  'error.business.too_many_changes':
    'As many changes wait as there may be: {{maximum}}. Have some of them decided first.',
  'error.business.own_power': 'It gives power to you: somebody else has to confirm it.',
  'error.proposal.decided': 'It was decided already.',
  'error.proposal.expired': 'It has waited too long and can no longer be decided.',
  'error.proposal.outdated':
    'The account has changed since this was proposed, so nothing was done. It can be proposed again.',
  'error.proposal.own': 'Somebody else has to confirm what you proposed.',
  'error.proposal.not_own': 'Only whoever proposed it can withdraw it.',
  'error.proposal.for_operators': 'Nobody else signs for this account: our staff decides.',
  'error.business.too_many_signatories': 'This account has as many signatories as it may have.',

  'error.loan.person_not_active': 'Only somebody whose account is active can ask for a loan.',
  'error.loan.too_many_open': '{{maximum}} of your applications are open already.',
  'error.loan.request_conflict': 'This was asked for before with other contents. Begin again.',

  'field.amount_format': 'Digits and one point only, such as 1250.50.',
  'field.amount_places': 'At most nine digits after the point.',
  'field.amount_zero': 'More than nothing, please.',
  'field.amount_too_large': 'This is more than there can be.',
  'field.address_required': 'Give an e-mail address or a phone number.',
  'field.rules_from_zero': 'One band has to begin at 0.',
  'field.rules_twice': 'Two bands begin at the same amount.',
} as const;
