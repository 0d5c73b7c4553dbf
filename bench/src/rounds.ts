export type Variant = { readonly name: string; readonly run: () => Promise<unknown> };

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
export async function measureInTurns(
  variants: readonly Variant[],
  plan: Plan,
): Promise<Measured[]> {
  const rates = new Map(variants.map(({ name }) => [name, [] as number[]]));
  for (const variant of variants) await runFor(variant, plan.concurrency, plan.roundMs);
  for (let round = 0; round < plan.rounds; round += 1) {
    const start = round % variants.length;
    const order = [...variants.slice(start), ...variants.slice(0, start)];
    if (Math.floor(round / variants.length) % 2 === 1) order.reverse();
    for (const variant of order) {
      rates.get(variant.name)?.push(await runFor(variant, plan.concurrency, plan.roundMs));
    }
  }
  return variants.map(({ name }) => ({ name, perSecond: median(rates.get(name) ?? []) }));
}

async function runFor(variant: Variant, concurrency: number, forMs: number): Promise<number> {
  let done = 0;
  const startedAt = performance.now();
  const until = startedAt + forMs;
  const worker = async () => {
    while (performance.now() < until) {
      await variant.run();
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
