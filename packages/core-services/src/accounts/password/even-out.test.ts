import { expect, test } from 'vitest';
import { createEvenOut } from './even-out.ts';

const hourMs = 60 * 60_000;

function standing() {
  let nowMs = 5 * hourMs;
  const slept: number[] = [];
  const evenOut = createEvenOut({
    now: () => nowMs,
    sleep: async (ms) => void slept.push(ms),
  });
  /** How long a refusal that began `agoMs` ago is held back. */
  const heldMs = async (agoMs = 0): Promise<number> => {
    await evenOut.wait(nowMs - agoMs);
    return slept.pop() ?? 0;
  };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { evenOut, heldMs, pass };
}

test('nothing waits where all hashes are of one kind', async () => {
  const { evenOut, heldMs } = standing();
  evenOut.note(40, false);
  expect(await heldMs()).toBe(0);
});

test('once another kind was seen, every refusal takes as long as the slowest comparison, for an hour', async () => {
  const { evenOut, heldMs, pass } = standing();
  evenOut.note(25, false);
  evenOut.note(250, true);
  expect(await heldMs(20)).toBe(230);
  expect(await heldMs(250)).toBe(0);
  pass(hourMs);
  expect(await heldMs()).toBe(250);
  pass(1);
  expect(await heldMs()).toBe(0);
});

test('a slow moment is forgotten, and none counts for more than a second', async () => {
  const { evenOut, heldMs } = standing();
  evenOut.note(60_000, true);
  expect(await heldMs()).toBe(1000);
  for (let count = 0; count < 400; count += 1) evenOut.note(25, true);
  expect(await heldMs()).toBe(25);
});
