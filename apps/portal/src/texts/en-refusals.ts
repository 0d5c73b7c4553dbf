/** What the services say no to around accounts and organizations. */
export const enRefusals = {
  'error.message.too_soon': 'We have just sent one. You can ask again in {{time}}.',
  'error.message.recipient_limit':
    'We have sent there as many messages as we may. You can ask again in {{time}}.',

  'error.account.link_invalid':
    'This link does not work any more: it was used, replaced, or is too old. Ask for a new one.',
  'error.password.wrong': 'Your current password is not right.',
  'error.password.changed_meanwhile':
    'Your password was changed elsewhere meanwhile. Sign in again with the new one.',
  'error.email.unchanged': 'This is your address already.',
  'error.email.taken': 'Somebody else uses this address meanwhile.',
  'error.phone.unchanged': 'This is your number already.',
  'error.phone.taken': 'Another account has this phone number already.',
  'error.phone.code_wrong_zero':
    'That code is not right, and there are no tries left. Ask for a new code.',
  'error.phone.code_wrong_one': 'That code is not right. {{count}} try left.',
  'error.phone.code_wrong_other': 'That code is not right. {{count}} tries left.',
  'error.phone.code_expired': 'That code has run out, or was tried too often. Ask for a new one.',
  'error.session.second_factor_needed':
    'This account has a second factor: the password alone is not enough here.',
  'error.session.refresh_refused': 'Please sign in again.',
  'error.passkey.refused':
    'That passkey does not fit this account, or it was asked for too long ago. Try again.',
  'error.passkey.known_already': 'This passkey belongs to an account already.',
  'error.passkey.not_configured': 'Passkeys cannot be used here at the moment.',
  'error.factor.last_of_operator': 'Members of staff keep at least one second factor.',
  'error.factor.password_too_short':
    'Your password is too short to stand alone. First choose one of at least {{minimum}} characters, then remove this.',
  'error.factor.required': 'First add an authenticator app or a passkey.',
  'error.factor.too_many': 'That is as many as an account may have: {{maximum}}.',

  'error.profile.identity_fixed':
    'Your identity has been checked, so this can no longer be changed here.',
  'error.profile.username_taken': 'Somebody has this user name already.',
  'error.approval.nothing_asked': 'Nobody is waiting for an answer from you any more.',
  'error.user.money_pending':
    'A transfer or a loan of yours is still under way. Try again when it has settled.',
  'error.user.wallet_not_empty': 'There is still money in one of your wallets. Move it first.',
  'error.user.activation_pending':
    'Your account is just being written to the ledger. Try again in a moment.',
  'error.user.transition_not_allowed': 'That is not possible in the present state of your account.',
  'error.account.contended': 'Too much happened at once. Please try again.',
  'error.export.busy': 'Others are downloading just now. Please try again in {{time}}.',
  'error.export.too_long': 'This is too much for one file. Write to our staff.',
  'error.notifications.too_many_streams':
    'This account is open in too many windows to show news at once.',
  'error.cursor.invalid': 'Load the page again to see the rest.',

  'error.organization.role_missing': 'Your role in this organization does not allow that.',
  'error.organization.slug_taken': 'Another organization has this short name already.',
  'error.organization.person_not_active':
    'Only somebody whose account is active can do that. It may still be in review.',
  'error.organization.too_many_owned': 'Nobody may own more than {{maximum}} organizations.',
  'error.organization.create_limit':
    'You have created enough organizations for today. You can go on in {{time}}.',
  'error.organization.too_many_members': 'An organization has at most {{maximum}} members.',
  'error.organization.owner_stays':
    'The owner can be neither changed nor removed. The organization has to be handed over first.',
  'error.organization.owner_cannot_leave':
    'You own “{{organization}}”. Hand it over or delete it first.',
  'error.organization.owner_already': 'That member owns it already.',
  'error.organization.already_member': 'Somebody with this address belongs to it already.',
  'error.invitation.already_pending':
    'This address has an invitation waiting. Send that one again instead.',
  'error.invitation.not_pending': 'This invitation was answered or taken back meanwhile.',
  'error.invitation.not_open':
    'This invitation is no longer open: it was answered, taken back, or is older than seven days.',
  'error.invitation.other_address':
    'The invitation was sent to another address. Sign in with that one.',
  'error.invitation.address_unverified':
    'Confirm your e-mail address first, on the page about security.',
  'error.invitation.organization_limit':
    'That is as many invitations as one organization may send in a day. Go on in {{time}}.',
  'error.invitation.address_limit':
    'This address has been invited often enough today. Try again in {{time}}.',
  'error.invitation.too_many_pending':
    'There are {{maximum}} invitations waiting already. Take some back first.',
  'error.apiKey.too_many': 'There are {{maximum}} working keys already. Revoke some first.',
  'error.apiKey.not_live': 'This key has ended. Make a new one.',
  'error.apiKey.already_rotated': 'This key was replaced already.',
  'error.apiKey.already_revoked': 'This key was revoked already.',
  'error.subscription.suspended':
    'The subscription is suspended, so this is not possible for now. Write to our staff.',
  'error.usage.range_empty': 'This span is empty.',
  'error.usage.range_too_long': 'This span is too long.',
  'error.credits.insufficient': 'There are only {{available}} credits left.',
  'error.credits.too_many': 'The receiver cannot hold that many.',
  'error.credits.key_reused': 'This was sent already. Close this and begin again.',
  'error.credits.same_organization': 'That is this organization itself.',
  'error.webhook.url_refused.MALFORMED': 'This is not an address that can be called.',
  'error.webhook.url_refused.NOT_HTTPS': 'The address has to begin with https://',
  'error.webhook.url_refused.CREDENTIALS': 'Leave user name and password out of the address.',
  'error.webhook.url_refused.PORT': 'We cannot call this port.',
  'error.webhook.url_refused.PRIVATE_ADDRESS':
    'This address is not reachable for everybody: it leads into a private network.',
  'error.webhook.url_refused.other': 'We cannot call this address.',
  'error.webhook.event_not_available': 'An organization cannot be told about this event.',
  'error.webhook.too_many': 'There are {{maximum}} addresses already.',
  'error.webhook.disabled': 'This address is switched off. Switch it on first.',
  'error.webhook.under_way': 'It is being sent already.',
} as const;
