import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCache, standardTtlMs, type CacheBus } from './cache.ts';

const key = (tenant: string, id = 'one') => ({ tenant, name: 'thing', id });

/** A load that waits until it is let go. */
function heldLoad<T>(value: T) {
  const state = { loads: 0, release: () => {} };
  const gate = new Promise<void>((resolve) => (state.release = resolve));
  const load = async () => {
    state.loads += 1;
    await gate;
    return value;
  };
  return { state, load };
}

test('64 reads at one time are one load, and each reader gets a copy of its own', async () => {
  const cache = createCache();
  const { state, load } = heldLoad({ list: [1n], at: new Date(0) });
  const reads = Array.from({ length: 64 }, () => cache.read(key('a'), load));
  state.release();
  const values = await Promise.all(reads);
  expect(state.loads).toBe(1);
  expect(new Set(values).size).toBe(64);
  expect(await cache.read(key('a'), load)).toEqual({ list: [1n], at: new Date(0) });
  expect(state.loads).toBe(1);
});

test('two tenants never read each other, in one tick or through a key made to collide', async () => {
  const cache = createCache();
  const [a, b] = [randomUUID(), randomUUID()];
  const both = await Promise.all([a, b].map((of) => cache.read(key(of), async () => of)));
  expect(both).toEqual([a, b]);
  expect(await cache.read(key(b), async () => 'again')).toBe(b);
  for (const broken of [
    { tenant: `${a}:thing`, name: 'x', id: 'y' },
    { tenant: a, name: 'thing:one', id: 'y' },
    { tenant: a, name: 'thing', id: 'x:y' },
    { tenant: '', name: 'thing', id: 'y' },
  ]) {
    await expect(cache.read(broken, async () => 1)).rejects.toMatchObject({
      code: 'cache.key_malformed',
    });
  }
});

test('a drop takes one group of one tenant and leaves the rest', async () => {
  const cache = createCache();
  const keys = [key('a'), key('a', 'two'), key('b'), { ...key('a'), name: 'other' }];
  const read = (value: number) => Promise.all(keys.map((of) => cache.read(of, async () => value)));
  await read(1);
  cache.drop('a', 'thing');
  expect(await read(2)).toEqual([2, 2, 1, 1]);
});

test('what was being loaded when it was dropped is not kept', async () => {
  const cache = createCache();
  const { state, load } = heldLoad('before the write');
  const early = cache.read(key('a'), load);
  cache.drop('a', 'thing');
  expect(await cache.read(key('a'), async () => 'after it')).toBe('after it');
  state.release();
  expect(await early).toBe('before the write');
  expect(await cache.read(key('a'), async () => 'loaded again')).toBe('after it');
});

test('a value is kept for five minutes, a failed load not at all', async () => {
  let now = 0;
  const cache = createCache({ now: () => now });
  await expect(cache.read(key('a'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await cache.read(key('a'), async () => 'first');
  now = standardTtlMs - 1;
  expect(await cache.read(key('a'), async () => 'second')).toBe('first');
  now = standardTtlMs;
  expect(await cache.read(key('a'), async () => 'second')).toBe('second');
});

test.each(['passwordHash', 'tokenHash', 'secretCiphertext', 'resumeToken', 'cookie'])(
  'a value with a field %s is refused, wherever it stands',
  async (field) => {
    const cache = createCache();
    const value = { user: [{ id: 'x', [field]: 'y' }] };
    await expect(cache.read(key('a'), async () => value)).rejects.toMatchObject({
      code: 'cache.secret_refused',
      params: { field },
    });
    expect(await cache.read(key('a'), async () => 'not kept')).toBe('not kept');
  },
);

test('nothing is kept while drops of others would not be heard', async () => {
  const bus = { isListening: false, publish: () => undefined, onDrop: () => undefined };
  const cache = createCache({ bus: bus satisfies CacheBus });
  let loads = 0;
  const load = async () => ++loads;
  await cache.read(key('a'), load);
  expect(await cache.read(key('a'), load)).toBe(2);
  bus.isListening = true;
  await cache.read(key('a'), load);
  expect(await cache.read(key('a'), load)).toBe(3);
});
