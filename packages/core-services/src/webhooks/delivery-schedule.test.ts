import { describe, expect, test } from 'vitest';
import {
  failingDays,
  maxAttempts,
  nextAttemptAt,
  retryDelaysSeconds,
} from './delivery-schedule.ts';

const now = new Date('2026-11-21T12:00:00Z');
const secondsAfter = (at: Date | null) =>
  at === null ? null : (at.getTime() - now.getTime()) / 1000;
const least = () => 0;
const most = () => 1;

describe('a delivery that fails', () => {
  test('is tried ten times over about three days, then given up', () => {
    expect(maxAttempts).toBe(10);
    const total = retryDelaysSeconds.reduce<number>((sum, delay) => sum + delay, 0);
    expect(total / 86_400).toBeGreaterThan(3);
    expect(total / 86_400).toBeLessThan(3.3);
    expect(nextAttemptAt(10, now)).toBeNull();
    expect(failingDays).toBe(5);
  });

  test('waits longer each time, and up to a tenth more by chance', () => {
    for (const [index, delay] of retryDelaysSeconds.entries()) {
      expect(secondsAfter(nextAttemptAt(index + 1, now, null, least))).toBe(delay);
      expect(secondsAfter(nextAttemptAt(index + 1, now, null, most))).toBeCloseTo(delay * 1.1);
    }
    expect([...retryDelaysSeconds]).toEqual([...retryDelaysSeconds].toSorted((a, b) => a - b));
  });

  test.each([
    ['120', 120],
    ['Sat, 21 Nov 2026 12:02:00 GMT', 120],
    ['1', 5],
    ['-7', 5],
    ['soon', 5],
    ['999999999', 86_400],
    ['Sat, 21 Nov 2099 12:02:00 GMT', 86_400],
    ['Sat, 21 Nov 2020 12:02:00 GMT', 5],
  ])('and whose receiver says Retry-After: %s waits %i s', (text, seconds) => {
    expect(secondsAfter(nextAttemptAt(1, now, text, least))).toBe(seconds);
  });
});
