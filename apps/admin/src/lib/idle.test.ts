import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { abandonedAfterMs, quietAfterMs, watchIdle } from './idle.ts';

const watch = { onActive: vi.fn(), onQuiet: vi.fn(), onAbandoned: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
});
afterEach(() => {
  vi.useRealTimers();
});

it('a page that nobody touches falls quiet, and later counts as abandoned', () => {
  watchIdle(new EventTarget(), watch);
  vi.advanceTimersByTime(quietAfterMs - 1);
  expect(watch.onQuiet).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(watch.onQuiet).toHaveBeenCalledTimes(1);
  expect(watch.onAbandoned).not.toHaveBeenCalled();
  vi.advanceTimersByTime(abandonedAfterMs - quietAfterMs);
  expect(watch.onAbandoned).toHaveBeenCalledTimes(1);
});

it('a key keeps the page awake and wakes it', () => {
  const page = new EventTarget();
  watchIdle(page, watch);
  vi.advanceTimersByTime(quietAfterMs - 1);
  page.dispatchEvent(new Event('keydown'));
  vi.advanceTimersByTime(quietAfterMs - 1);
  expect(watch.onQuiet).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  page.dispatchEvent(new Event('keydown'));
  expect(watch.onActive).toHaveBeenCalledTimes(1);
});

it('after it is stopped nothing is told any more, and the page is left awake', () => {
  const page = new EventTarget();
  const stop = watchIdle(page, watch);
  vi.advanceTimersByTime(quietAfterMs);
  stop();
  expect(watch.onActive).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(abandonedAfterMs);
  expect(watch.onAbandoned).not.toHaveBeenCalled();
});
