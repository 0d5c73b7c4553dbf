export type Variant = { readonly name: string; readonly run: () => Promise<unknown> };

/** A variant that measures itself: operations per second. */
export type Turn = { readonly name: string; readonly measure: () => Promise<number> };

export type Measured = { readonly name: string; readonly perSecond: number };

export type Plan = {
  readonly concurrency: number;
  readonly rounds: number;
  readonly roundMs: number;
};

/**
 * Operations per second of each variant: medians over rounds in which the variants take turns, in a
 * new order each time, so that what else the machine does falls on all of them alike.
 */
export function measureInTurns(variants: readonly Variant[], plan: Plan): Promise<Measured[]> {
  const turns = variants.map(({ name, run }) => ({
    name,
    measure: () => runFor(run, plan.concurrency, plan.roundMs),
  }));
  return takeTurns(turns, plan.rounds);
}

/** The same for what measures itself. The first round warms everything up and does not count. */
export async function takeTurns(turns: readonly Turn[], rounds: number): Promise<Measured[]> {
  const rates = new Map(turns.map(({ name }) => [name, [] as number[]]));
  for (const { measure } of turns) await measure();
  for (let round = 0; round < rounds; round += 1) {
    const start = round % turns.length;
    const order = [...turns.slice(start), ...turns.slice(0, start)];
    if (Math.floor(round / turns.length) % 2 === 1) order.reverse();
    for (const { name, measure } of order) rates.get(name)?.push(await measure());
  }
  return turns.map(({ name }) => ({ name, perSecond: median(rates.get(name) ?? []) }));
}

/** How often `run` ends in a second, `concurrency` at a time. */
export async function runFor(
  run: () => Promise<unknown>,
  concurrency: number,
  forMs: number,
): Promise<number> {
  let done = 0;
  const startedAt = performance.now();
  const until = startedAt + forMs;
  const worker = async () => {
    while (performance.now() < until) {
      await run();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return (done * 1_000) / (performance.now() - startedAt);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}
