import type { Texts } from './en.ts';
import { frAccount } from './fr-account.ts';
import { frErrors } from './fr-errors.ts';
import { frGeneral } from './fr-general.ts';
import { frOrganizations } from './fr-organizations.ts';
import { frWebhooks } from './fr-webhooks.ts';
import { frNotifications } from './fr-notifications.ts';
import { frProfile } from './fr-profile.ts';
import { frRefusals } from './fr-refusals.ts';
import { frSecurity } from './fr-security.ts';
import { frWallet } from './fr-wallet.ts';
import { frSend } from './fr-send.ts';
import { frBusiness } from './fr-business.ts';
import { frMoneyRefusals } from './fr-money-refusals.ts';
import { frSignUp } from './fr-sign-up.ts';

const written: Texts = {
  ...frGeneral,
  ...frSignUp,
  ...frAccount,
  ...frSecurity,
  ...frOrganizations,
  ...frWebhooks,
  ...frNotifications,
  ...frProfile,
  ...frErrors,
  ...frRefusals,
  ...frWallet,
  ...frSend,
  ...frBusiness,
  ...frMoneyRefusals,
};

/** French sets high punctuation and quotation marks apart by a space at which no line may break. */
export function withFrenchSpaces(text: string): string {
  return text
    .replaceAll(/ ([:»])/gu, '\u00a0$1')
    .replaceAll(/ ([;!?])/gu, '\u202f$1')
    .replaceAll('« ', '«\u00a0');
}

/** Every text of the portal in French. */
export const fr = Object.fromEntries(
  Object.entries(written).map(([key, text]) => [key, withFrenchSpaces(text)]),
) as unknown as Texts;
