import { createInstance } from 'i18next';
import { useMemo, useSyncExternalStore } from 'react';
import { Locale } from '@freehold/core-contracts/ids';
import { en, type TextKey } from '../texts/en.ts';
import { fr } from '../texts/fr.ts';
import { readStored, writeStored } from './storage.ts';

const storageKey = 'freehold-language';

type PluralStem<K> = K extends `${infer Stem}_other` ? Stem : never;
export type TextName =
  | Exclude<TextKey, `${string}_zero` | `${string}_one` | `${string}_other`>
  | PluralStem<TextKey>;
export type TextValues = Readonly<Record<string, string | number>>;
export type Translate = (name: TextName, values?: TextValues) => string;

const texts = createInstance();

void texts.init({
  lng: firstLocale(),
  fallbackLng: 'en',
  supportedLngs: Locale.options,
  resources: { en: { translation: en }, fr: { translation: fr } },
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  // React escapes what it writes.
  interpolation: { escapeValue: false },
});

function toLocale(value: string | null | undefined): Locale | null {
  const parsed = Locale.safeParse(value?.slice(0, 2).toLowerCase());
  return parsed.success ? parsed.data : null;
}

function firstLocale(): Locale {
  const spoken = globalThis.navigator?.languages?.map(toLocale).find((locale) => locale !== null);
  return toLocale(readStored(storageKey)) ?? spoken ?? 'en';
}

function currentLocale(): Locale {
  return toLocale(texts.language) ?? 'en';
}

function subscribe(listener: () => void): () => void {
  texts.on('languageChanged', listener);
  return () => texts.off('languageChanged', listener);
}

function showLanguage(): void {
  document.documentElement.lang = currentLocale();
}

/** Speaks `locale` from now on and remembers it on this device. */
export function chooseLocale(locale: Locale): void {
  writeStored(storageKey, locale);
  void texts.changeLanguage(locale).then(showLanguage);
}

/** Writes the language into the page; once, at start. */
export function startTexts(): void {
  showLanguage();
}

/** Speaks one language, whichever is in use. */
export function translatorOf(locale: Locale): Translate {
  return (name, values = {}) => texts.t(name, { lng: locale, ...values });
}

/** Texts of the language in use, and which one that is. */
export function useTexts(): { t: Translate; locale: Locale } {
  const locale = useSyncExternalStore(subscribe, currentLocale, currentLocale);
  const t = useMemo(() => translatorOf(locale), [locale]);
  return { t, locale };
}

/** True when there is a text of that name. */
export function hasText(name: string): name is TextName {
  return Object.hasOwn(en, name) || Object.hasOwn(en, `${name}_other`);
}
