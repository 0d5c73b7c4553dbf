import { EmbeddedError } from '@freehold/core-db/embedded';
import { MigrationError } from '@freehold/core-db/migrate';
import { exitNow } from '@freehold/core-observability';
import { SettingError } from '../env.ts';
import { complain, paint, say, surviveBrokenPipes } from '../terminal.ts';
import type { Database } from './database.ts';
import type { System } from './system.ts';

// npm passes a Ctrl-C on that the terminal has sent already: only a later one is impatience.
const IMPATIENCE_MS = 1000;

export type Stop = (code: number) => void;

type Run = {
  title: string;
  /** A sentence per port that cannot be had; nothing is started then. */
  findTaken: () => Promise<string[]>;
  create: (stop: Stop) => System;
  onReady: (database: Database) => void;
};

function toSentence(error: unknown): string {
  const isForPerson = [EmbeddedError, MigrationError, SettingError].some(
    (kind) => error instanceof kind,
  );
  if (!(error instanceof Error)) return String(error);
  return isForPerson ? error.message : (error.stack ?? error.message);
}

function createStop(system: () => System): Stop {
  let stoppingSinceMs: number | undefined;
  return (code) => {
    if (stoppingSinceMs !== undefined) {
      if (Date.now() - stoppingSinceMs > IMPATIENCE_MS) system().kill();
      return;
    }
    stoppingSinceMs = Date.now();
    say('\nStopping …');
    system()
      .stop()
      .then(
        () => {
          say('Stopped.');
          exitNow(code);
        },
        (error: unknown) => {
          complain(toSentence(error));
          system().kill();
          exitNow(1);
        },
      );
  };
}

async function start({ title, findTaken, create, onReady }: Run): Promise<void> {
  const taken = await findTaken();
  if (taken.length > 0) {
    for (const sentence of taken) complain(sentence);
    exitNow(1);
  }
  say(paint('bold', title));
  const stop: Stop = createStop(() => system);
  const system = create(stop);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  try {
    const database = await system.start();
    if (database) onReady(database);
  } catch (error) {
    // What was cut short by a Ctrl-C fails in its own way; that is not news.
    if (!system.isStopping()) complain(`\n${paint('red', toSentence(error))}`);
    stop(1);
  }
}

/** Starts a system in the terminal and stops it in order on Ctrl-C; ends the process. */
export async function runInTerminal(prepare: () => Run): Promise<void> {
  surviveBrokenPipes();
  try {
    await start(prepare());
  } catch (error) {
    complain(toSentence(error));
    exitNow(1);
  }
}
