import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliEnvSchema } from '../env.ts';
import type { WorkerTest } from '../testing/worker-test.ts';
import { runCli, type Program } from './run.ts';

export const testKeys = {
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  DIGEST_KEY: Buffer.alloc(32, 9).toString('base64'),
};

/** The command lines on a test's database, in this process, and a folder for their files. */
export function openTestCli({ urls }: WorkerTest) {
  const folder = mkdtempSync(join(tmpdir(), 'freehold-cli-'));
  const settings = {
    DATABASE_APP_URL: urls.appUrl,
    DATABASE_PRIVILEGED_URL: urls.privilegedUrl,
    DATA_DIR: folder,
  };
  return {
    fileOf: (name: string) => join(folder, name),
    async run(program: Program, args: string[], keys: Record<string, string> = testKeys) {
      const said = { out: '', err: '' };
      const surroundings = {
        loadEnv: () => cliEnvSchema.parse({ ...settings, ...keys }),
        signal: new AbortController().signal,
        print: (line: string) => void (said.out += `${line}\n`),
        warn: (line: string) => void (said.err += `${line}\n`),
        progress: () => undefined,
      };
      return { code: await runCli(args, surroundings, program), ...said };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const verifier = join(import.meta.dirname, '../../../../tooling/ledger-verifier/verify-ledger.mjs');

/** The verifier that knows nothing of the platform, as a process of its own. */
export function verifyAlone(args: string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [verifier, ...args], { env: {} }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, text: `${out}${err}`.trim() }),
    );
  });
}
