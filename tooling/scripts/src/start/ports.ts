import { createServer } from 'node:net';
import type { Settings } from '../env.ts';

export const portVariables = [
  'ADMIN_PORT',
  'PORTAL_PORT',
  'API_PORT',
  'REGISTRATION_PORT',
  'WORKER_PORT',
] as const;

async function isFree(port: number): Promise<boolean> {
  const answer = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once('error', () => answer.resolve(false));
  probe.listen(port, '127.0.0.1', () => probe.close(() => answer.resolve(true)));
  return answer.promise;
}

type ChosenPort = { name: string; port: number };

/** One sentence per port that cannot be had, each naming the variable that changes it. */
export async function findTakenPorts(settings: Settings): Promise<string[]> {
  const chosen = portVariables.map((name) => ({ name, port: settings[name] }));
  return findTaken(chosen, settings.POSTGRES_PORT);
}

/** The same for any ports; PostgreSQL's is only compared, because it may be running already. */
export async function findTaken(
  chosen: readonly ChosenPort[],
  postgresPort: number,
): Promise<string[]> {
  const twice = [...chosen, { name: 'POSTGRES_PORT', port: postgresPort }].filter(
    ({ port }, index, all) => all.findIndex((other) => other.port === port) !== index,
  );
  if (twice.length > 0) {
    return twice.map(({ name, port }) => `${name} is ${port}, which is given to two servers.`);
  }
  const taken = await Promise.all(
    chosen.map(async ({ name, port }) => {
      if (await isFree(port)) return [];
      return [`Port ${port} is already in use. Set ${name} to another port, or stop what uses it.`];
    }),
  );
  return taken.flat();
}
