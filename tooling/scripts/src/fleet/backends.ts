import { setTimeout as pause } from 'node:timers/promises';

const PROBE_EVERY_MS = 500;
const PROBE_LIMIT_MS = 2_000;

export type Backend = { readonly name: string; readonly origin: string };

export type Backends = {
  /** The next in turn that answers and was not tried; any untried one where none answers. */
  choose: (tried: ReadonlySet<Backend>) => Backend | undefined;
  /** Gives it no more requests until it answers for its health again. */
  lose: (backend: Backend) => void;
  isUp: (backend: Backend) => boolean;
  close: () => void;
};

type BackendsOptions = {
  backends: readonly Backend[];
  onChange: (backend: Backend, isUp: boolean) => void;
  probeEveryMs?: number;
};

async function isReady({ origin }: Backend): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Processes of one kind, in turn; each is asked twice a second whether it is ready. */
export function watchBackends(options: BackendsOptions): Backends {
  const { backends, onChange, probeEveryMs = PROBE_EVERY_MS } = options;
  const up = new Map(backends.map((backend) => [backend, true]));
  const closing = new AbortController();
  let turn = 0;

  function set(backend: Backend, isUp: boolean): void {
    if (closing.signal.aborted || up.get(backend) === isUp) return;
    up.set(backend, isUp);
    onChange(backend, isUp);
  }

  async function watch(backend: Backend): Promise<void> {
    while (!closing.signal.aborted) {
      set(backend, await isReady(backend));
      await pause(probeEveryMs, undefined, { signal: closing.signal, ref: false }).catch(() => {});
    }
  }
  for (const backend of backends) void watch(backend);

  return {
    choose(tried) {
      turn += 1;
      const inTurn = backends.map((_, index) => backends[(turn + index) % backends.length]);
      const untried = inTurn.filter((backend) => backend !== undefined && !tried.has(backend));
      // Where nobody is ready the service itself says why: better than to say nothing for it.
      return untried.find((backend) => backend !== undefined && up.get(backend)) ?? untried[0];
    },
    lose: (backend) => set(backend, false),
    isUp: (backend) => up.get(backend) ?? false,
    close: () => closing.abort(),
  };
}
