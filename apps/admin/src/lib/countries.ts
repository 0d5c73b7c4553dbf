import { countryName } from '@freehold/ui/formats';

/** Country in words, or a dash. */
export function describeCountry(code: string | null): string {
  return code ? countryName(code) : '—';
}
