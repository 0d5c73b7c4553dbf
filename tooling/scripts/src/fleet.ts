/*
 * Several api, registration and worker processes on this machine, as they would run on several:
 * the pages call one address per service, and what listens there gives each call to the next
 * process in turn. A process that dies is taken out, said, and not started again.
 */
import { readFleetSettings, readSettings } from './env.ts';
import type { FleetSettings, Settings } from './env.ts';
import { watchBackends } from './fleet/backends.ts';
import { startBalancer } from './fleet/balancer.ts';
import { greetFleet } from './fleet/greeting.ts';
import { listPlaces, listPorts } from './fleet/places.ts';
import type { Service } from './start/children.ts';
import { findTaken } from './start/ports.ts';
import { runInTerminal } from './start/run.ts';
import type { Stop } from './start/run.ts';
import { readDemo } from './start/seed.ts';
import { listPages, serverAt } from './start/services.ts';
import { createSystem } from './start/system.ts';
import type { Front, System } from './start/system.ts';
import { complain, paint } from './terminal.ts';

const hasPages = !process.argv.includes('--no-pages');

/** One address for all processes of a kind. */
async function openFront(
  kind: 'api' | 'registration',
  port: number,
  fleet: FleetSettings,
  say: (sentence: string) => void,
): Promise<Front> {
  const backends = listPlaces(fleet)
    .filter((place) => place.kind === kind)
    .map(({ name, port: own }) => ({ name, origin: `http://127.0.0.1:${own}` }));
  return startBalancer({
    port,
    backends: watchBackends({
      backends,
      onChange: ({ name }, isUp) =>
        say(isUp ? `${name} answers and is given requests.` : `${name} is given no more requests.`),
    }),
  });
}

/** What became of a fleet one of whose processes ended: it goes on while one of each kind is left. */
function createLoss(fleet: FleetSettings, stop: Stop) {
  const left = new Map<string, number>();
  for (const { kind } of listPlaces(fleet)) left.set(kind, (left.get(kind) ?? 0) + 1);
  return (sentence: string, { name }: Service): void => {
    const kind = listPlaces(fleet).find((place) => place.name === name)?.kind ?? name;
    const rest = (left.get(kind) ?? 1) - 1;
    left.set(kind, rest);
    if (rest > 0) return complain(paint('yellow', `${sentence} ${rest} of its kind go on.`));
    complain(paint('red', `\n${sentence} None of its kind is left; everything is stopped.`));
    stop(1);
  };
}

function createFleet(settings: Settings, fleet: FleetSettings, stop: Stop): System {
  let isReady = false;
  const say = (sentence: string): void => {
    if (isReady && !system.isStopping()) complain(paint('yellow', sentence));
  };
  const system = createSystem({
    settings,
    isDev: false,
    hasPages,
    list: (wiring) => [
      ...listPlaces(fleet).map((place) => serverAt(place, wiring)),
      ...(hasPages ? listPages(wiring) : []),
    ],
    openFronts: () =>
      Promise.all([
        openFront('api', settings.API_PORT, fleet, say),
        openFront('registration', settings.REGISTRATION_PORT, fleet, say),
      ]),
    onFailure: createLoss(fleet, stop),
  });
  return {
    ...system,
    async start() {
      const database = await system.start();
      isReady = true;
      return database;
    },
  };
}

await runInTerminal(() => {
  const settings = readSettings();
  const fleet = readFleetSettings();
  let system: System | undefined;
  return {
    title: 'Starting a fleet',
    findTaken: () => findTaken(listPorts(settings, fleet), settings.POSTGRES_PORT),
    create: (stop) => (system = createFleet(settings, fleet, stop)),
    onReady(database) {
      const processes = system?.processes() ?? new Map<string, number>();
      greetFleet({ settings, fleet, database, demo: readDemo(settings), processes });
    },
  };
});
