import { createServer } from 'node:net';
import { EmbeddedError } from './errors.ts';

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

const FIRST = 20_000;
const COUNT = 12_000;

/** Below 32768, where the ephemeral ports of outgoing connections begin. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await canListen(port)) return port;
  }
  throw new EmbeddedError('port-taken', 'No free port was found for PostgreSQL.');
}

export function portTakenError(port: number): EmbeddedError {
  return new EmbeddedError(
    'port-taken',
    `Port ${port} is taken by another program. Stop it, or choose another port for PostgreSQL with POSTGRES_PORT.`,
  );
}

export async function requireFreePort(port: number): Promise<void> {
  if (!(await canListen(port))) throw portTakenError(port);
}
