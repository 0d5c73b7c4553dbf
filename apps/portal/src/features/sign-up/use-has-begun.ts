import { useSyncExternalStore } from 'react';
import { subscribeStored } from '../../lib/storage.ts';
import { readHandle } from './resume-link.ts';

/** True when a sign-up was begun on this device and not finished or forgotten. */
export function useHasBegun(slug: string): boolean {
  return useSyncExternalStore(
    subscribeStored,
    () => readHandle(slug) !== null,
    () => false,
  );
}
