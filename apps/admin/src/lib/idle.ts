const minuteMs = 60_000;

/** After this long without a key or a touch the pages stop asking by themselves. */
export const quietAfterMs = 5 * minuteMs;

/** By then a session that is idle for half an hour has ended, counted from the last call of a quiet page. */
export const abandonedAfterMs = quietAfterMs + 31 * minuteMs;

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

export type IdleWatch = {
  /** Somebody is there again after a quiet time. */
  onActive: () => void;
  onQuiet: () => void;
  onAbandoned: () => void;
};

/**
 * Tells when nobody is at the page. Pages that renew themselves would otherwise keep the session of an
 * operator who has left alive for as long as the window is open. Returns how to stop watching.
 */
export function watchIdle(target: EventTarget, watch: IdleWatch): () => void {
  let isQuiet = false;
  let timers: ReturnType<typeof setTimeout>[] = [];
  const rest = () => {
    for (const timer of timers) clearTimeout(timer);
    timers = [
      setTimeout(() => {
        isQuiet = true;
        watch.onQuiet();
      }, quietAfterMs),
      setTimeout(() => watch.onAbandoned(), abandonedAfterMs),
    ];
  };
  const move = () => {
    rest();
    if (!isQuiet) return;
    isQuiet = false;
    watch.onActive();
  };
  for (const sign of signs) target.addEventListener(sign, move, { passive: true });
  rest();
  return () => {
    for (const timer of timers) clearTimeout(timer);
    for (const sign of signs) target.removeEventListener(sign, move);
    if (isQuiet) watch.onActive();
  };
}
