import type { Settings } from '../env.ts';
import { paint, say } from '../terminal.ts';
import type { Database } from './database.ts';
import type { SignIn } from './seed.ts';

const LABEL_WIDTH = 14;

function line(label: string, value: string): void {
  say(`  ${paint('dim', label.padEnd(LABEL_WIDTH))}${value}`);
}

function sayAddresses(settings: Settings, database: Database): void {
  line('Console', paint(['bold', 'cyan'], `http://localhost:${settings.ADMIN_PORT}`));
  line('Portal', paint(['bold', 'cyan'], `http://localhost:${settings.PORTAL_PORT}`));
  line('API', `http://127.0.0.1:${settings.API_PORT}`);
  line('Registration', `http://127.0.0.1:${settings.REGISTRATION_PORT}`);
  line('Worker', `http://127.0.0.1:${settings.WORKER_PORT}`);
  line('Database', database.description);
  line('Logs', `${settings.DATA_DIR}/logs`);
}

function saySignIns(signIns: readonly SignIn[]): void {
  if (signIns.length === 0) return;
  say('\nDemo sign-ins (for this machine only):');
  for (const { tenant, role, email, password, totpKey } of signIns) {
    say(`  ${paint('bold', email)}  ${password}  ${paint('dim', `${role}, tenant ${tenant}`)}`);
    if (totpKey !== undefined)
      say(`    ${paint('dim', `current code: npm run -s totp -- ${totpKey}`)}`);
  }
}

/** What a person needs to go on: addresses, demo sign-ins, how to stop. */
export function greet(settings: Settings, database: Database, signIns: readonly SignIn[]): void {
  say(`\n${paint(['bold', 'green'], 'Freehold is ready.')}\n`);
  sayAddresses(settings, database);
  saySignIns(signIns);
  say(`\n${paint('dim', 'Ctrl-C stops everything.')}\n`);
}
