import bowser from 'bowser';

/** Browser and system as people know them, of a user agent; null when it names neither. */
export function deviceName(userAgent: string | null): string | null {
  if (userAgent === null || userAgent === '') return null;
  const { browser, os } = bowser.parse(userAgent);
  const parts = [browser.name, os.name].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? null : parts.join(' · ').slice(0, 120);
}
