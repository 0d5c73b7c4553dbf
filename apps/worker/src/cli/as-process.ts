import { loadCliEnv } from '../env.ts';
import { runCli, type Program } from './run.ts';

/** Runs one command of a program as this process, which ends with its exit code. */
export async function runAsProcess(program: Program): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const { isTTY } = process.stderr;
  const clearLine = isTTY ? '\r\u001B[K' : '';

  process.exitCode = await runCli(
    process.argv.slice(2),
    {
      loadEnv: loadCliEnv,
      signal: stop.signal,
      print(line) {
        process.stderr.write(clearLine);
        process.stdout.write(`${line}\n`);
      },
      warn: (line) => void process.stderr.write(`${clearLine}${line}\n`),
      progress(line) {
        if (isTTY) process.stderr.write(`${clearLine}${line}`);
      },
    },
    program,
  );
}
