import type { Locale } from '@freehold/core-contracts/ids';

function inLargestUnit(seconds: number): readonly [amount: number, unit: string] {
  if (seconds < 60) return [Math.max(1, Math.ceil(seconds)), 'second'];
  if (seconds < 3600) return [Math.ceil(seconds / 60), 'minute'];
  return [Math.ceil(seconds / 3600), 'hour'];
}

/** A wait in words: seconds below a minute, minutes below an hour, then hours; rounded up. */
export function formatWait(seconds: number, locale: Locale): string {
  const [amount, unit] = inLargestUnit(seconds);
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(locale, style).format(amount);
}

/** A countdown as minutes and seconds, `0:42`. */
export function formatCountdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
