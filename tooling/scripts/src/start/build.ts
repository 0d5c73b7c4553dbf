import { SettingError } from '../env.ts';
import { runCommand } from '../command.ts';

const TURBO = ['run', 'build', '--output-logs=errors-only', '--no-update-notifier'];

/** Builds the pages where they changed since the last build; throws with the builder's output. */
export async function buildPages(): Promise<void> {
  const { code, output } = await runCommand({
    program: 'turbo',
    args: [...TURBO, '--filter=@freehold/admin', '--filter=@freehold/portal'],
    env: { TURBO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  if (code !== 0) throw new SettingError(`Building the pages failed.\n\n${output.trim()}`);
}
