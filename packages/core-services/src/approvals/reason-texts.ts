import type { ApprovalReason } from '@freehold/core-contracts/enums';
import type { Locale } from '@freehold/core-contracts/ids';

const generalText: Readonly<Record<Locale, string>> = {
  en: 'We could not confirm what we need to know.',
  fr: 'Nous n’avons pas pu confirmer ce que nous devons savoir.',
};

// Suspicions and sanctions are not among them: telling the person would warn them.
const texts: Readonly<Partial<Record<ApprovalReason, Readonly<Record<Locale, string>>>>> = {
  IDENTITY_MISMATCH: {
    en: 'What you told us does not match what we could confirm.',
    fr: 'Vos informations ne correspondent pas à ce que nous avons pu confirmer.',
  },
  INCOMPLETE_INFORMATION: {
    en: 'Some of the information we need is missing.',
    fr: 'Il nous manque certaines informations nécessaires.',
  },
  DUPLICATE_PERSON: {
    en: 'There is an account for you already.',
    fr: 'Un compte existe déjà à votre nom.',
  },
  UNSUPPORTED_COUNTRY: {
    en: 'We do not serve your country yet.',
    fr: 'Nous ne sommes pas encore présents dans votre pays.',
  },
};

/** What a person is told of a refusal, in their language. */
export function reasonText(reason: ApprovalReason, locale: Locale): string {
  return (texts[reason] ?? generalText)[locale];
}
