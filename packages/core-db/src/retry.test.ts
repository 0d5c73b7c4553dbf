import { describe, expect, test, vi } from 'vitest';
import { withRetry } from './retry.ts';

const conflict = () => Object.assign(new Error('conflict'), { code: 'P2034' });
const duplicate = () => Object.assign(new Error('duplicate'), { code: 'P2002' });
const fast = { isSafe: true, delayMs: 1, maxDelayMs: 2 };

function failing(times: number, error: () => Error) {
  let left = times;
  return vi.fn(async () => {
    if (left > 0) {
      left -= 1;
      throw error();
    }
    return 'done';
  });
}

describe('work that fails', () => {
  test('for a transient reason is repeated', async () => {
    const work = failing(3, conflict);
    expect(await withRetry(work, fast)).toBe('done');
    expect(work).toHaveBeenCalledTimes(4);
  });

  test('for a transient reason is repeated three times at most', async () => {
    const work = failing(9, conflict);
    await expect(withRetry(work, fast)).rejects.toThrow('conflict');
    expect(work).toHaveBeenCalledTimes(4);
  });

  test('for another reason is not repeated', async () => {
    const work = failing(1, duplicate);
    await expect(withRetry(work, fast)).rejects.toThrow('duplicate');
    expect(work).toHaveBeenCalledTimes(1);
  });

  test('and is not safe to repeat is done once', async () => {
    const work = failing(1, conflict);
    await expect(withRetry(work, { ...fast, isSafe: false })).rejects.toThrow('conflict');
    expect(work).toHaveBeenCalledTimes(1);
  });

  test('and may have been committed is not repeated where only a lost race is', async () => {
    const only = { ...fast, isRaceOnly: true };
    const lost = failing(1, () => Object.assign(new Error('gone'), { code: 'P1017' }));
    await expect(withRetry(lost, only)).rejects.toThrow('gone');
    expect(lost).toHaveBeenCalledTimes(1);
    expect(await withRetry(failing(2, conflict), only)).toBe('done');
  });

  test('is not repeated once it was called off', async () => {
    const work = failing(9, conflict);
    await expect(withRetry(work, { ...fast, signal: AbortSignal.abort() })).rejects.toThrow(
      'conflict',
    );
    expect(work).toHaveBeenCalledTimes(1);
  });
});

test('delays grow and are not the same twice', async () => {
  const times: number[] = [];
  const work = async () => {
    times.push(performance.now());
    throw conflict();
  };
  await expect(withRetry(work, { isSafe: true, delayMs: 20 })).rejects.toThrow();
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  // Half of 20, 40 and 80 ms is the least there can be.
  expect(gaps[0]).toBeGreaterThan(9);
  expect(gaps[1]).toBeGreaterThan(19);
  expect(gaps[2]).toBeGreaterThan(39);
});
