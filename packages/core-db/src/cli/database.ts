import { join } from 'node:path';
import { startEmbedded } from '../embedded/index.ts';
import type { CommandDatabase } from './command.ts';
import type { Env } from './env.ts';

/**
 * Runs `work` on the server of DATABASE_URL, or on the embedded one, which is started for as long
 * as that takes unless it runs already.
 */
export async function withCommandDatabase<T>(
  env: Env,
  onNote: (note: string) => void,
  work: (database: CommandDatabase) => Promise<T>,
): Promise<T> {
  if (env.DATABASE_URL !== undefined) {
    return work({
      ownerUrl: env.DATABASE_URL,
      appUrl: env.DATABASE_APP_URL,
      privilegedUrl: env.DATABASE_PRIVILEGED_URL,
    });
  }
  const dataDir = join(env.DATA_DIR, 'postgres');
  const server = await startEmbedded({ dataDir, port: env.POSTGRES_PORT, onNote });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
