import { readSettings } from './env.ts';
import { greet } from './start/greeting.ts';
import { findTakenPorts } from './start/ports.ts';
import { runInTerminal } from './start/run.ts';
import { readDemo } from './start/seed.ts';
import { createSystem } from './start/system.ts';
import { complain, paint } from './terminal.ts';

const isDev = process.argv.includes('--dev');

await runInTerminal(() => {
  const settings = readSettings();
  return {
    title: isDev ? 'Starting Freehold, with reload on change' : 'Starting Freehold',
    findTaken: () => findTakenPorts(settings),
    create: (stop) =>
      createSystem({
        settings,
        isDev,
        onFailure(sentence) {
          complain(paint('red', `\n${sentence} Everything else is stopped too.`));
          stop(1);
        },
      }),
    onReady: (database) => greet(settings, database, readDemo(settings)),
  };
});
