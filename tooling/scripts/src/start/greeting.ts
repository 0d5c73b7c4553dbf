import type { Settings } from '../env.ts';
import { paint, say } from '../terminal.ts';
import type { Database } from './database.ts';
import type { Demo } from './seed.ts';

const LABEL_WIDTH = 16;

function line(label: string, value: string): void {
  say(`  ${paint('dim', label.padEnd(LABEL_WIDTH))}${value}`);
}

type Place = readonly [label: string, address: string];

function ownPlaces({ API_PORT, REGISTRATION_PORT, WORKER_PORT }: Settings): Place[] {
  return [
    ['API', `http://127.0.0.1:${API_PORT}`],
    ['Registration', `http://127.0.0.1:${REGISTRATION_PORT}`],
    ['Worker', `http://127.0.0.1:${WORKER_PORT}`],
  ];
}

function sayAddresses(settings: Settings, database: Database, places: readonly Place[]): void {
  line('Console', paint(['bold', 'cyan'], `http://localhost:${settings.ADMIN_PORT}`));
  line('Portal', paint(['bold', 'cyan'], `http://localhost:${settings.PORTAL_PORT}`));
  for (const [label, address] of places) line(label, address);
  line('Database', database.description);
  line('Logs', `${settings.DATA_DIR}/logs`);
}

function sayDemo({ password, signIns }: Demo): void {
  say(`\nDemo sign-ins, for this machine only; password ${paint('bold', password)}`);
  const width = Math.max(...signIns.map(({ email }) => email.length)) + 2;
  for (const { tenantSlug, role, email, totpSecret } of signIns) {
    const place = totpSecret === null ? 'portal' : 'console';
    const who = paint('dim', `${place}, tenant ${tenantSlug}, ${role.toLowerCase()}`);
    say(`  ${paint('bold', email.padEnd(width))}${who}`);
    if (totpSecret === null) continue;
    say(
      `    ${paint('dim', `set-up key ${totpSecret} · code now: npm run -s totp -- ${totpSecret}`)}`,
    );
  }
}

/** What a person needs to go on: addresses, demo sign-ins, how to stop. */
export function greet(
  settings: Settings,
  database: Database,
  demo: Demo | undefined,
  places: readonly Place[] = ownPlaces(settings),
): void {
  say(`\n${paint(['bold', 'green'], 'Freehold is ready.')}\n`);
  sayAddresses(settings, database, places);
  if (demo !== undefined) sayDemo(demo);
  say(`\n${paint('dim', 'Ctrl-C stops everything.')}\n`);
}
