import type { FleetSettings, Settings } from '../env.ts';
import type { Database } from '../start/database.ts';
import { greet } from '../start/greeting.ts';
import type { Demo } from '../start/seed.ts';
import { paint, say } from '../terminal.ts';
import { listPlaces } from './places.ts';

type Fleet = {
  settings: Settings;
  fleet: FleetSettings;
  database: Database;
  demo: Demo | undefined;
  processes: ReadonlyMap<string, number>;
};

/** The greeting of `start`, with every process, and what they share. */
export function greetFleet({ settings, fleet, database, demo, processes }: Fleet): void {
  const places = listPlaces(fleet).map(
    ({ name, port }) => [name, `http://127.0.0.1:${port}, process ${processes.get(name)}`] as const,
  );
  greet(settings, database, demo, [
    ['API', `http://127.0.0.1:${settings.API_PORT}`],
    ['Registration', `http://127.0.0.1:${settings.REGISTRATION_PORT}`],
    ...places,
  ]);
  const shares =
    fleet.REDIS_URL === undefined
      ? 'Without REDIS_URL each process counts its own rate limits; all else is shared through PostgreSQL.'
      : 'Caches and rate limits are shared over Redis.';
  say(`${paint('dim', shares)}\n`);
}
