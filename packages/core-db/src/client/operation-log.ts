import { noteWrite } from './write-log.ts';
import type { WriteObserver, Written } from './write-log.ts';

/** One operation that ran: never a value of it. */
export type OperationEvent = {
  readonly tenantId: string | undefined;
  /** The model, or `sql` for reviewed SQL. */
  readonly model: string;
  /** The operation as asked for, or the name of the reviewed SQL. */
  readonly action: string;
  readonly durationMs: number;
  readonly isError: boolean;
  /** Took longer than the limit for slow operations. */
  readonly isSlow: boolean;
};

export type OperationObserver = (event: OperationEvent) => void;

export type OperationLog = {
  readonly observe: OperationObserver | undefined;
  readonly slowOperationMs: number;
  readonly observeWrite?: WriteObserver | undefined;
};

/** Runs an operation and tells the observers how it went and what it wrote, if it did. */
export function observed<T>(
  log: OperationLog,
  about: Pick<OperationEvent, 'tenantId' | 'model' | 'action'>,
  written: readonly Written[],
  run: () => PromiseLike<T>,
): Promise<T> {
  const { observe, observeWrite } = log;
  if (!observe && !(written.length > 0 && observeWrite)) return Promise.resolve(run());
  const startedAt = performance.now();
  const report = (isError: boolean) => {
    for (const write of written) noteWrite(observeWrite, about.tenantId, write);
    if (!observe) return;
    const durationMs = performance.now() - startedAt;
    observe({ ...about, durationMs, isError, isSlow: durationMs > log.slowOperationMs });
  };
  return Promise.resolve(run()).then(
    (result) => {
      report(false);
      return result;
    },
    (error: unknown) => {
      report(true);
      throw error;
    },
  );
}
