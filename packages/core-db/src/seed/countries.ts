import countries from 'i18n-iso-countries';
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import french from 'i18n-iso-countries/langs/fr.json' with { type: 'json' };
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';

export interface CountryRow {
  readonly code: string;
  readonly alpha3: string;
  readonly numericCode: string;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly dialPrefix: string | null;
}

// Officially assigned codes only: XK is a user-assigned one (ISO 3166-1 section 8.1.3).
const userAssigned = new Set(['XK']);

/** The officially assigned countries of ISO 3166-1, with names in English and French and their dial prefix. */
export function countryRows(): CountryRow[] {
  countries.registerLocale(english);
  countries.registerLocale(french);
  return Object.entries(countries.getAlpha2Codes())
    .filter(([code]) => !userAssigned.has(code))
    .map(([code, alpha3]) => ({
      code,
      alpha3,
      numericCode: countries.alpha2ToNumeric(code) ?? '',
      nameEn: countries.getName(code, 'en') ?? code,
      nameFr: countries.getName(code, 'fr') ?? code,
      dialPrefix: isSupportedCountry(code) ? `+${getCountryCallingCode(code)}` : null,
    }))
    .toSorted((left, right) => (left.code < right.code ? -1 : 1));
}
