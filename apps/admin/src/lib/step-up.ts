import { useSyncExternalStore } from 'react';

let question: PromiseWithResolvers<boolean> | null = null;
const listeners = new Set<() => void>();

function change(next: PromiseWithResolvers<boolean> | null) {
  question = next;
  for (const listener of listeners) listener();
}

/**
 * Asks whoever sits here for a fresh factor, and resolves to whether it was given. Several acts that
 * are refused at once ask one question; where no dialog is there to ask, the answer is no.
 */
export async function askForStepUp(): Promise<boolean> {
  if (listeners.size === 0) return false;
  const asked = question ?? Promise.withResolvers<boolean>();
  if (question === null) change(asked);
  return asked.promise;
}

/** Ends the question: the acts that wait for it go on, or stay refused. */
export function answerStepUp(isGiven: boolean): void {
  question?.resolve(isGiven);
  change(null);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) answerStepUp(false);
  };
}

/** True while an act waits for a fresh factor: for the one dialog that asks. */
export function useIsStepUpWanted(): boolean {
  return useSyncExternalStore(subscribe, () => question !== null);
}
