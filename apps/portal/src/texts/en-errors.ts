export const enErrors = {
  'error.unknown': 'That did not work. Please try again in a moment.',
  'error.network.unreachable':
    'We cannot be reached right now. Check your connection and try again.',
  'error.internal': 'Something went wrong on our side. Please try again in a moment.',
  'error.database.unavailable': 'We are briefly unavailable. Please try again in a minute.',
  'error.service.unavailable': 'We are briefly unavailable. Please try again in a minute.',
  'error.rate.limited': 'That was a little too fast. Please try again in {{time}}.',
  'error.request.invalid': 'Something in this form is not as it should be. Please check it.',
  'error.request.malformed': 'Your browser sent something we could not read. Load the page again.',
  'error.request.too_large': 'That is too much text at once.',
  'error.request.origin_refused':
    'This page was opened from an address we do not serve. Open it from its own address.',
  'error.request.header_missing':
    'Your browser sent the request incompletely. Load the page again.',
  'error.tenant.unknown': 'There is no portal at this address.',
  'error.tenant.required': 'This address lacks the name of its portal.',
  'error.permission.missing': 'Your account may not do that.',
  'error.entity.not_found': 'We could not find that.',
  'error.version.stale': 'This has changed meanwhile. Load the page again.',

  'error.session.wrong_credentials': 'E-mail address or password is not right.',
  'error.session.throttled': 'Too many tries. You can try again in {{time}}.',
  'error.session.second_factor_wrong':
    'That code is not right. Wait for the next one and try again.',
  'error.session.challenge_expired': 'That took a little long. Please start again.',
  'error.session.required': 'Please sign in first.',
  'error.session.email_unverified':
    'Your e-mail address is not confirmed yet. Finish your sign-up first.',
  'error.session.step_up_required':
    'You have not confirmed that it is you, so nothing was changed.',
  'error.passkey.CANCELLED': 'Your device did not confirm. Nothing was changed; try again.',
  'error.passkey.KNOWN_ALREADY': 'This device keeps a passkey for your account already.',
  'error.passkey.UNAVAILABLE': 'Your browser could not use a passkey here. Try another way.',
  'error.session.not_allowed': 'This account cannot sign in here at the moment.',

  'error.registration.unknown_handle': 'This sign-up no longer exists.',
  'error.registration.expired': 'This sign-up has run out.',
  'error.registration.step_out_of_order':
    'This sign-up went on elsewhere meanwhile. Here is where it stands.',
  'error.registration.code_wrong_zero':
    'That code is not right, and there are no tries left. Ask for a new code.',
  'error.registration.code_wrong_one': 'That code is not right. {{count}} try left.',
  'error.registration.code_wrong_other': 'That code is not right. {{count}} tries left.',
  'error.registration.code_expired': 'That code has run out. Ask for a new one.',
  'error.registration.code_attempts_used':
    'There are no tries left for this code. Ask for a new one in {{time}}.',
  'error.registration.resend_too_soon': 'You can ask for a new code in {{time}}.',
  'error.registration.send_limit':
    'We have sent as many codes as we may. You can ask again in {{time}}.',
  'error.registration.too_young':
    'You have to be at least {{minimumAgeYears}} years old to open an account.',
  'error.registration.date_in_future': 'This date is still to come.',
  'error.registration.date_too_early': 'Please check the year.',
  'error.registration.busy': 'Too much happened at once. Please try again.',
  'error.registration.cancelled': 'This sign-up was cancelled.',
  'error.account.phone_taken':
    'There is an account with this phone number already. Give another number, or sign in with that account.',
  'error.account.email_taken':
    'There is an account with this e-mail address already. Sign in with it, or give another address.',
  'error.registration.phone_invalid': 'This is not a valid phone number for that country.',
  'error.registration.email_disposable':
    'Addresses that throw their mail away cannot be used. Please give a lasting one.',
  'error.registration.country_unknown': 'Please choose a country from the list.',
  'error.registration.completed': 'This sign-up is finished already. You can sign in.',

  'error.password.too_short': 'At least {{minimum}} characters, please.',
  'error.password.too_common':
    'This is made of well-known passwords, so it would be guessed soon. Try words of your own.',
  'error.password.contains_personal.firstName': 'Please leave out your first name.',
  'error.password.contains_personal.lastName': 'Please leave out your last name.',
  'error.password.contains_personal.email': 'Please leave out your e-mail address.',
  'error.password.contains_personal.productName': 'Please leave out our name.',
  'error.password.contains_personal.other': 'Please leave out your name, your address and ours.',

  'field.required': 'Please fill this in.',
  'field.email':
    'This does not look like an e-mail address. It needs an @ and a domain, such as name@example.com.',
  'field.too_long': 'This is too long.',
  'field.none_chosen': 'Please choose at least one.',
  'field.too_small': 'This is too little.',
  'field.too_short': 'This is too short.',
  'field.bad_unicode': 'This contains signs that cannot be stored.',
  'field.control_characters': 'This contains invisible signs. Type it instead of pasting it.',
  'field.code_format': 'The code has six digits.',
  'field.recoveryCode.code_format':
    'A recovery code has sixteen letters and digits, such as ABCD-EFGH-JKMN-PQRS.',
  'field.phone.phone': 'Begin with + and the prefix of the country, then the number.',
  'field.slug.slug': 'Small letters, digits and single dashes only.',
  'field.slug.too_short': 'At least three characters.',
  'field.username.username':
    'Small letters, digits, points, dashes and underscores; 3 to 40 of them, a letter or digit at both ends.',
  'field.url': 'This does not look like an address. It begins with https://',
  'field.country': 'Please choose a country from the list.',
  'field.date': 'This day does not exist. Please check day, month and year.',
  'field.gender': 'Please choose one.',
  'field.phone': 'Please give your phone number.',
  'field.unknown': 'Please check this.',
} as const;
