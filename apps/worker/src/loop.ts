import { backoffMs } from './backoff.ts';

export interface LoopOptions {
  readonly name: string;
  /** Longest rest between two steps when nobody wakes it. */
  readonly pollMs: number;
  /** One bounded piece of work; true when there may be more at once. */
  readonly step: (signal: AbortSignal) => Promise<boolean>;
  readonly onError: (error: unknown, loop: string) => void;
}

export interface Loop {
  readonly name: string;
  /** Ends the rest that is on, or spares the next one. */
  wake(): void;
  /** Steps that failed in a row. */
  failures(): number;
  /** Finishes the step under way. */
  stop(): Promise<void>;
}

const failureBackoff = { baseMs: 500, factor: 2, maximumMs: 30_000 };

/** Runs steps one after another until stopped: at once while there is work, else when woken or after a rest. */
export function startLoop({ name, pollMs, step, onError }: LoopOptions): Loop {
  const stopping = new AbortController();
  let isWoken = false;
  let endRest: (() => void) | undefined;
  let failures = 0;

  async function rest(ms: number): Promise<void> {
    if (isWoken || stopping.signal.aborted) return;
    const over = Promise.withResolvers<void>();
    endRest = over.resolve;
    // Several workers that were started together should not poll together.
    const timer = setTimeout(over.resolve, ms * (0.75 + Math.random() / 2));
    await over.promise;
    clearTimeout(timer);
    endRest = undefined;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      isWoken = false;
      let restMs = pollMs;
      try {
        if (await step(stopping.signal)) restMs = 0;
        failures = 0;
      } catch (error) {
        failures += 1;
        restMs = backoffMs(failures, failureBackoff);
        onError(error, name);
      }
      if (restMs > 0) await rest(restMs);
    }
  }

  const running = run();
  return {
    name,
    wake() {
      isWoken = true;
      endRest?.();
    },
    failures: () => failures,
    async stop() {
      stopping.abort();
      endRest?.();
      await running;
    },
  };
}
