import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command.ts';
import { SettingError } from '../env.ts';
import type { Settings } from '../env.ts';

const SEED = 'apps/api/src/seed/main.ts';

export type SignIn = {
  tenantSlug: string;
  email: string;
  role: string;
  totpSecret: string | null;
};

export type Demo = { password: string; signIns: SignIn[] };

function demoFile({ DATA_DIR }: Settings): string {
  return join(DATA_DIR, 'demo-sign-ins.json');
}

/** The ways into the demo, where this machine's first start made one. */
export function readDemo(settings: Settings): Demo | undefined {
  const file = demoFile(settings);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Demo) : undefined;
}

/** Countries, the first tenants and, outside production, the demo; twice changes nothing. */
export async function seedDatabase(
  settings: Settings,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const { code, output } = await runCommand({
    program: process.execPath,
    args: [SEED],
    env: { ...env, DEMO_FILE: demoFile(settings), LOG_LEVEL: 'warn' },
  });
  if (code !== 0) throw new SettingError(`Seeding failed.\n\n${output.trim()}`);
}
