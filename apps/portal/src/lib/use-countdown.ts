import { useEffect, useState } from 'react';

const tickMs = 500;

/** Whole seconds left until `untilMs` (epoch), 0 once past; renewed twice a second while it runs. */
export function useCountdown(untilMs: number | null): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const isRunning = untilMs !== null && untilMs > nowMs;
  useEffect(() => {
    if (untilMs === null || untilMs <= Date.now()) return;
    const timer = setInterval(() => {
      setNowMs(Date.now());
      if (Date.now() >= untilMs) clearInterval(timer);
    }, tickMs);
    return () => clearInterval(timer);
  }, [untilMs]);
  return isRunning ? Math.ceil((untilMs - nowMs) / 1000) : 0;
}
