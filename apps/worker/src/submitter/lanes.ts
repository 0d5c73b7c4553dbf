/*
 * Batches, one after another, of which two are under way at a time: while one is settled the next is
 * claimed and told. Each has leases of its own, so that nothing ties the two together but the order
 * of an aggregate, which the claim keeps: what one lane holds keeps those behind it from the other.
 */
export interface Lane {
  /** Resolves once nothing of the batch waits for the ledger any more; never rejects. */
  readonly told: Promise<void>;
  /** Resolves once the batch is settled. */
  readonly settled: Promise<void>;
}

export interface LanesOptions {
  /** Claims the next batch and begins with it; null when there is none. */
  readonly next: () => Promise<(Lane & { readonly isFull: boolean }) | null>;
  readonly mostBatches: number;
  readonly signal: AbortSignal;
}

/**
 * Goes on as long as batches are full, up to `mostBatches` of them. True when there was any. A batch
 * that fails ends the round: its error is thrown when nothing is under way any more.
 */
export async function runLanes({ next, mostBatches, signal }: LanesOptions): Promise<boolean> {
  let underWay: Promise<unknown[]> = Promise.resolve([]);
  let count = 0;
  try {
    while (count < mostBatches && !signal.aborted) {
      const batch = await next();
      if (batch === null) break;
      count += 1;
      const before = underWay;
      underWay = errorsOf([before.then(throwFirst), batch.settled]);
      await batch.told;
      throwFirst(await before);
      if (!batch.isFull) break;
    }
  } catch (error) {
    await underWay;
    throw error;
  }
  throwFirst(await underWay);
  return count > 0;
}

/** Waits for all, whoever fails; never rejects. */
async function errorsOf(work: readonly Promise<void>[]): Promise<unknown[]> {
  const results = await Promise.allSettled(work);
  return results
    .filter((result) => result.status === 'rejected')
    .map(({ reason }): unknown => reason);
}

function throwFirst(errors: readonly unknown[]): void {
  if (errors.length > 0) throw errors[0];
}
