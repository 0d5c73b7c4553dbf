import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';
import { forEachBounded, withTimeout } from './bounded.ts';
import { startLoop } from './loop.ts';

const onError = () => undefined;

test('a loop goes on at once while there is work, rests otherwise, and is woken from its rest', async () => {
  let steps = 0;
  const step = async () => {
    steps += 1;
    return steps < 3;
  };
  const loop = startLoop({ name: 'test', pollMs: 60_000, step, onError });
  await expect.poll(() => steps).toBe(3);
  loop.wake();
  await expect.poll(() => steps).toBe(4);
  await loop.stop();
  expect(steps).toBe(4);
});

test('a wake-up during a step is not lost', async () => {
  let steps = 0;
  const inside = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const step = async () => {
    steps += 1;
    if (steps === 1) {
      inside.resolve();
      await goOn.promise;
    }
    return false;
  };
  const loop = startLoop({ name: 'test', pollMs: 60_000, step, onError });
  await inside.promise;
  loop.wake();
  goOn.resolve();
  await expect.poll(() => steps).toBe(2);
  await loop.stop();
});

test('a step that fails is counted and tried again, and one that works clears the count', async () => {
  let steps = 0;
  const errors: unknown[] = [];
  const step = async () => {
    steps += 1;
    if (steps <= 2) throw new Error(`failure ${steps}`);
    return false;
  };
  const loop = startLoop({
    name: 'test',
    pollMs: 60_000,
    step,
    onError: (error) => errors.push(error),
  });
  await expect.poll(() => loop.failures()).toBe(1);
  await expect.poll(() => steps, { timeout: 5_000 }).toBe(3);
  await expect.poll(() => loop.failures()).toBe(0);
  expect(errors).toHaveLength(2);
  await loop.stop();
});

test('stopping waits for the step under way and tells it', async () => {
  const inside = Promise.withResolvers<void>();
  let isOver = false;
  const step = async (signal: AbortSignal) => {
    inside.resolve();
    await new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => setTimeout(resolve, 20)),
    );
    isOver = true;
    return true;
  };
  const loop = startLoop({ name: 'test', pollMs: 60_000, step, onError });
  await inside.promise;
  await loop.stop();
  expect(isOver).toBe(true);
});

test('delays grow, are bounded, and half of them is chance', () => {
  const options = { baseMs: 1_000, factor: 3, maximumMs: 60_000 };
  const least = [1, 2, 3, 4, 5, 6].map((attempts) => backoffMs(attempts, options, () => 0));
  expect(least).toEqual([500, 1_500, 4_500, 13_500, 30_000, 30_000]);
  expect(backoffMs(3, options, () => 1)).toBe(9_000);
  expect(backoffMs(100, options, () => 1)).toBe(60_000);
});

test('work on many items is bounded, and one failure leaves the others their turn', async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const work = async (item: number) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    if (item === 1) throw new Error('one failed');
    done.push(item);
  };
  await expect(forEachBounded([0, 1, 2, 3, 4, 5], 2, work)).rejects.toThrow('one failed');
  expect(most).toBe(2);
  expect(new Set(done)).toEqual(new Set([0, 2, 3, 4, 5]));
});

test('what takes too long is left behind', async () => {
  const late = () => new Error('late');
  await expect(withTimeout(new Promise(() => undefined), 20, late)).rejects.toThrow('late');
  expect(await withTimeout(Promise.resolve(1), 1_000, late)).toBe(1);
});
