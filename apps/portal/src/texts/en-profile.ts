export const enProfile = {
  'profile.title': 'Profile',
  'profile.lead': 'Who you are here, and what we keep about you.',
  'profile.names': 'Your name',
  'profile.namesLead': 'As it is written in your passport or identity card.',
  'profile.namesFixed':
    'Your identity has been checked, so your name can no longer be changed here. Write to our staff if it has changed.',
  'profile.username': 'User name',
  'profile.usernameHint': 'Optional. Others in this place can see it.',
  'profile.nationalId': 'National identity number',
  'profile.nationalIdHint': 'Only our reviewers see it.',
  'profile.export': 'Your data',
  'profile.exportLead':
    'Everything we keep about you, as a file that people and programs can read (JSON).',
  'profile.exportSubmit': 'Download my data',
  'profile.exported': 'Your data is in your downloads.',
  'profile.close': 'Close your account',
  'profile.closeLead':
    'For good: you are signed out everywhere, and nobody can sign in with it any more. Your wallets have to be empty first.',
  'profile.closeTitle': 'Close your account for good?',
  'profile.closeText':
    'You are signed out at once and cannot sign in again. Nobody can take this back for you.',
  'profile.closeSubmit': 'Close my account',
  'profile.closed': 'Your account is closed.',

  'preference.title': 'Preferences',
  'preference.lead': 'They count on every device.',
  'preference.language': 'Language of our messages',
  'preference.languageHint': 'This page changes with it, too.',
  'preference.messages': 'What we write to you about',
  'preference.email': 'Notices by e-mail',
  'preference.emailHint':
    'About subscriptions, keys and events of your organizations. What concerns your account’s safety always comes.',
  'preference.scan': 'Results of scans',
  'preference.scanHint': 'When a scan that you started is done.',
  'preference.security': 'Sign-ins from new browsers',
  'preference.securityHint':
    'Better left on. Changed passwords, addresses and factors are always announced.',

  'answer.label': 'Your answer',
  'answer.hint': 'The reviewer reads it with your application.',
  'answer.submit': 'Send the answer',
  'answer.sent': 'Thank you. Your application goes on.',
} as const;
