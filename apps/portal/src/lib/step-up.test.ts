import { afterEach, expect, test, vi } from 'vitest';
import { answerStepUps, askForFactor } from './step-up.ts';

let stop = () => {};
afterEach(() => stop());

test('where nobody can be asked, no factor is given', async () => {
  await expect(askForFactor()).resolves.toBe(false);
});

test('acts at the same time ask once, and all learn what was given', async () => {
  let give: (isGiven: boolean) => void = () => {};
  const ask = vi.fn(
    () =>
      new Promise<boolean>((resolve) => {
        give = resolve;
      }),
  );
  stop = answerStepUps(ask);
  const both = Promise.all([askForFactor(), askForFactor()]);
  give(true);
  await expect(both).resolves.toEqual([true, true]);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('the next act asks anew', async () => {
  const ask = vi.fn(() => Promise.resolve(false));
  stop = answerStepUps(ask);
  await askForFactor();
  await askForFactor();
  expect(ask).toHaveBeenCalledTimes(2);
});

test('a dialog that is gone is asked no more', async () => {
  const ask = vi.fn(() => Promise.resolve(true));
  answerStepUps(ask)();
  await expect(askForFactor()).resolves.toBe(false);
  expect(ask).not.toHaveBeenCalled();
});
