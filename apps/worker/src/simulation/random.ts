/** Chance that comes out the same for the same seed. */
export interface Random {
  /** A whole number from 0 up to, and not including, `below`. */
  int(below: number): number;
  chance(oneIn: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** A UUIDv7 in form. */
  uuid(): string;
}

/** Mulberry32: 32 bits of state, good enough to choose by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const int = (below: number) => next() % below;
  return {
    int,
    chance: (oneIn) => int(oneIn) === 0,
    pick(items) {
      const item = items[int(items.length)];
      if (item === undefined) throw new RangeError('Nothing to choose from');
      return item;
    },
    uuid() {
      const hex = Array.from({ length: 4 }, () => next().toString(16).padStart(8, '0')).join('');
      const variant = (8 + int(4)).toString(16);
      const parts = [hex.slice(0, 8), hex.slice(8, 12), `7${hex.slice(13, 16)}`];
      return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20)].join('-');
    },
  };
}
