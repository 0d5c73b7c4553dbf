import { EmbeddedError } from '@freehold/core-db/embedded';
import { MigrationError } from '@freehold/core-db/migrate';
import { exitNow } from '@freehold/core-observability';
import { SettingError, readSettings } from './env.ts';
import { greet } from './start/greeting.ts';
import { findTakenPorts } from './start/ports.ts';
import { readDemo } from './start/seed.ts';
import { createSystem } from './start/system.ts';
import type { System } from './start/system.ts';
import { complain, paint, say, surviveBrokenPipes } from './terminal.ts';

// npm passes a Ctrl-C on that the terminal has sent already: only a later one is impatience.
const IMPATIENCE_MS = 1000;

const isDev = process.argv.includes('--dev');

function toSentence(error: unknown): string {
  const isForPerson = [EmbeddedError, MigrationError, SettingError].some(
    (kind) => error instanceof kind,
  );
  if (!(error instanceof Error)) return String(error);
  return isForPerson ? error.message : (error.stack ?? error.message);
}

function createStop(system: System): (code: number) => void {
  let stoppingSinceMs: number | undefined;
  return (code) => {
    if (stoppingSinceMs !== undefined) {
      if (Date.now() - stoppingSinceMs > IMPATIENCE_MS) system.kill();
      return;
    }
    stoppingSinceMs = Date.now();
    say('\nStopping …');
    system.stop().then(
      () => {
        say('Stopped.');
        exitNow(code);
      },
      (error: unknown) => {
        complain(toSentence(error));
        system.kill();
        exitNow(1);
      },
    );
  };
}

async function main(): Promise<void> {
  const settings = readSettings();
  const taken = await findTakenPorts(settings);
  if (taken.length > 0) {
    for (const sentence of taken) complain(sentence);
    exitNow(1);
  }
  say(paint('bold', isDev ? 'Starting Freehold, with reload on change' : 'Starting Freehold'));
  const onFailure = (sentence: string) => {
    complain(paint('red', `\n${sentence} Everything else is stopped too.`));
    stop(1);
  };
  const system = createSystem({ settings, isDev, onFailure });
  const stop = createStop(system);
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));
  process.on('SIGHUP', () => stop(0));
  try {
    const database = await system.start();
    if (database) greet(settings, database, readDemo(settings));
  } catch (error) {
    // What was cut short by a Ctrl-C fails in its own way; that is not news.
    if (!system.isStopping()) complain(`\n${paint('red', toSentence(error))}`);
    stop(1);
  }
}

surviveBrokenPipes();
try {
  await main();
} catch (error) {
  complain(toSentence(error));
  exitNow(1);
}
