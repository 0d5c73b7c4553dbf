import { enAccount } from './en-account.ts';
import { enErrors } from './en-errors.ts';
import { enGeneral } from './en-general.ts';
import { enOrganizations } from './en-organizations.ts';
import { enWebhooks } from './en-webhooks.ts';
import { enNotifications } from './en-notifications.ts';
import { enProfile } from './en-profile.ts';
import { enRefusals } from './en-refusals.ts';
import { enSecurity } from './en-security.ts';
import { enWallet } from './en-wallet.ts';
import { enSend } from './en-send.ts';
import { enBusiness } from './en-business.ts';
import { enMoneyRefusals } from './en-money-refusals.ts';
import { enSignUp } from './en-sign-up.ts';

/** Every text of the portal in English: the measure of what other languages have to hold. */
export const en = {
  ...enGeneral,
  ...enSignUp,
  ...enAccount,
  ...enSecurity,
  ...enOrganizations,
  ...enWebhooks,
  ...enNotifications,
  ...enProfile,
  ...enErrors,
  ...enRefusals,
  ...enWallet,
  ...enSend,
  ...enBusiness,
  ...enMoneyRefusals,
} as const;

export type TextKey = keyof typeof en;
export type Texts = Readonly<Record<TextKey, string>>;
