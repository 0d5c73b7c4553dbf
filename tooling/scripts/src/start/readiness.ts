import { SettingError } from '../env.ts';
import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from './children.ts';

const LIMIT_MS = 90_000;
const PROBE_MS = 100;

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Waits until every service answers; throws when the limit passes or `isStopping` turns true. */
export async function waitUntilReady(
  children: readonly Child[],
  isStopping: () => boolean,
): Promise<void> {
  const deadlineMs = Date.now() + LIMIT_MS;
  await Promise.all(
    children.map(async ({ service }) => {
      while (!(await isReady(service.readyUrl))) {
        if (isStopping()) return;
        if (Date.now() > deadlineMs) {
          throw new SettingError(`${service.name} is not ready after ${LIMIT_MS / 1000} s.`);
        }
        await pause(PROBE_MS);
      }
    }),
  );
}
