import { expect, test } from 'vitest';
import { formatCountdown, formatWait } from './durations.ts';

test('a wait is said in its largest unit, rounded up, in the language', () => {
  expect(formatWait(0.2, 'en')).toBe('1 second');
  expect(formatWait(59, 'en')).toBe('59 seconds');
  expect(formatWait(61, 'en')).toBe('2 minutes');
  expect(formatWait(3600, 'fr')).toBe('1\u00a0heure');
  expect(formatWait(86_000, 'fr')).toBe('24\u00a0heures');
});

test('a countdown keeps two digits of seconds and never goes below nothing', () => {
  expect(formatCountdown(60)).toBe('1:00');
  expect(formatCountdown(8.1)).toBe('0:09');
  expect(formatCountdown(-3)).toBe('0:00');
});
