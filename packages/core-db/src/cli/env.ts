import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const text = z.string().min(1).optional();

export const envSchema = z.object({
  DATABASE_URL: text,
  DATABASE_APP_URL: text,
  DATABASE_PRIVILEGED_URL: text,
  /** Where identity of STAGING_TENANTS (slugs, with commas between) is mirrored. */
  STAGING_DATABASE_URL: text,
  STAGING_TENANTS: text,
  DATA_DIR: z.string().min(1).default(join(root, '.data')),
  POSTGRES_PORT: z.coerce.number().int().min(1).max(65_535).default(5433),
});

export type Env = z.infer<typeof envSchema>;

/** The environment, with what a `.env` file in the root adds to it. */
export function readEnv(): Env {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  const filled = Object.entries(process.env).filter(([, value]) => value !== '');
  return envSchema.parse(Object.fromEntries(filled));
}
