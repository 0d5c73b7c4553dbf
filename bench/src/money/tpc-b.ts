import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** pgbench's own "TPC-B (sort of)": seven statements, each its own round trip; `scale` branches. */
export async function openTpcB(url: string, scale: number) {
  await run('pgbench', ['--initialize', '--quiet', `--scale=${scale}`, url]);
  return {
    /** Transactions per second, statements prepared. */
    async perSecond(clients: number, forMs: number): Promise<number> {
      const seconds = Math.max(1, Math.round(forMs / 1_000));
      const { stdout } = await run('pgbench', [
        ...['--no-vacuum', '--protocol=prepared', `--client=${clients}`, '--jobs=1'],
        ...[`--time=${seconds}`, url],
      ]);
      const found = /tps = ([\d.]+) \(without/u.exec(stdout)?.[1];
      if (found === undefined) throw new Error(`pgbench did not say how fast it was: ${stdout}`);
      return Number(found);
    },
  };
}
