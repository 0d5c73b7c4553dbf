import type { NotificationSignal } from '@freehold/core-contracts/notifications';

/** Somebody who watches their notifications in this process. */
export interface Watcher {
  readonly sessionId: string;
  readonly userId: string;
  /** What was told last, to tell only what is new. */
  told: string | null;
  readonly tell: (signal: NotificationSignal) => void;
  readonly end: () => void;
}

/** Holds the newest signal until it is read: a slow reader costs no memory. */
export function createMailbox() {
  let waiting: NotificationSignal | null = null;
  let isClosed = false;
  let ring = Promise.withResolvers<void>();

  async function* read(): AsyncGenerator<NotificationSignal, void> {
    for (;;) {
      await ring.promise;
      ring = Promise.withResolvers<void>();
      const next: NotificationSignal | null = waiting;
      waiting = null;
      if (next !== null) yield next;
      if (isClosed) return;
    }
  }
  return {
    read,
    tell: (signal: NotificationSignal) => {
      waiting = signal;
      ring.resolve();
    },
    close: () => {
      isClosed = true;
      ring.resolve();
    },
  };
}
