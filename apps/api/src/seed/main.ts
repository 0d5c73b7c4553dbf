import { writeFile } from 'node:fs/promises';
import { createDatabase } from '@freehold/core-db';
import { seedShared } from '@freehold/core-db/seed';
import { createLogger, createMetrics } from '@freehold/core-observability';
import { createPlatform } from '@freehold/core-trpc/platform';
import { loadSeedEnv } from '../env.ts';
import { seedDemo } from './demo.ts';
import { makePassphrase } from './passphrase.ts';

// Fills an empty installation: the shared tables always, the demo outside production. Writes the
// sign-ins to DEMO_FILE for its owner alone; a second run finds the demo there and changes nothing.
const env = loadSeedEnv();
const logger = createLogger({ service: 'seed', level: env.LOG_LEVEL });
await seedShared({ privilegedUrl: env.DATABASE_PRIVILEGED_URL });

if (env.NODE_ENV !== 'production') {
  const database = await createDatabase({ url: env.DATABASE_APP_URL });
  try {
    const platform = createPlatform({
      service: 'api',
      database,
      logger,
      metrics: createMetrics({ service: 'seed' }),
      encryptionKeys: env.ENCRYPTION_KEYS,
      digestKey: env.DIGEST_KEY,
      serviceTokenKey: env.SERVICE_TOKEN_KEY,
      isDevelopment: true,
      addresses: { portal: env.PORTAL_URL, console: env.CONSOLE_URL },
    });
    const password = makePassphrase();
    const signIns = await seedDemo(platform, password);
    if (signIns !== null) {
      await writeFile(env.DEMO_FILE, `${JSON.stringify({ password, signIns }, null, 2)}\n`, {
        mode: 0o600,
      });
    }
  } finally {
    await database.close();
  }
}
