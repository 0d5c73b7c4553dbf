import type { Locale } from '@freehold/core-contracts/ids';

/** A wait in words: seconds below a minute, minutes below an hour, then hours; rounded up. */
export function formatWait(seconds: number, locale: Locale): string {
  const whole = Math.max(1, Math.ceil(seconds));
  const [amount, unit] =
    whole < 60
      ? [whole, 'second']
      : whole < 3600
        ? [Math.ceil(whole / 60), 'minute']
        : [Math.ceil(whole / 3600), 'hour'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit: `${unit}`, unitDisplay: 'long' }).format(
    Number(amount),
  );
}

/** A countdown as minutes and seconds, `0:42`. */
export function formatCountdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Hour and minute on the reader's clock. */
export function formatClock(instant: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(instant);
}
