import { expect, test } from 'vitest';
import { z } from 'zod';
import { accept, defineContract } from './contract.ts';
import { runContracts } from './run-contracts.ts';

const Step = z.object({
  reads: z.array(z.string()),
  further: z.array(z.string()),
  writes: z.string(),
});

/** Writes what it saw. */
const seeing = defineContract(Step, {
  keysOf: ({ reads }) => reads,
  furtherKeysOf: ({ further }) => further,
  execute({ reads, further, writes }, state) {
    const seen = [...reads, ...further].map((key) => state.get(key) ?? null);
    return accept([{ key: writes, value: { seen } }]);
  },
});

const step = (reads: string[], further: string[], writes: string) => ({
  contract: seeing,
  payload: { reads, further, writes },
});

test('calls see what those before them wrote, and each key is loaded once', async () => {
  const asked: string[] = [];
  const load = (keys: readonly string[]) => {
    asked.push(...keys);
    return Promise.resolve(
      new Map(keys.filter((key) => key !== 'none').map((key) => [key, 'stored'])),
    );
  };
  const { writes } = await runContracts(
    [
      step(['a', 'none'], [], 'blind'),
      step(['a'], ['blind', 'b'], 'last'),
      step([], ['b', 'last'], 'last'),
    ],
    new Date(),
    load,
  );
  const blind = { seen: ['stored', null] };
  const last = { seen: ['stored', blind, 'stored'] };
  expect(writes).toEqual([
    { key: 'blind', value: blind, callIndex: 0 },
    { key: 'last', value: { seen: ['stored', last] }, callIndex: 2 },
  ]);
  expect(asked.toSorted()).toEqual(['a', 'b', 'none']);
});

test('no call at all changes nothing and asks for nothing', async () => {
  const load = () => Promise.reject(new Error('asked'));
  expect(await runContracts([], new Date(), load)).toEqual({ verdicts: [], writes: [] });
});
