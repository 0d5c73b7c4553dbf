import { ListText, PortText, readEnv, serverEnvSchema } from '@freehold/core-trpc/env';
import { z } from 'zod';

export const envSchema = serverEnvSchema.extend({
  API_PORT: PortText.default(4000),
  /** Platform operators' figures of the database; the overview is refused without it. */
  DATABASE_PRIVILEGED_URL: z.url(),
  /** Origins of the console and the portal, separated by commas. */
  ALLOWED_ORIGINS: ListText,
  /** Domain that passkeys belong to: that of both sites or one above; those made for another stop working. */
  WEBAUTHN_RP_ID: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/u, { error: 'must be a domain' })
    .default('localhost'),
  TRUSTED_PROXIES: ListText,
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(1200),
});

export const seedEnvSchema = serverEnvSchema.extend({
  DATABASE_PRIVILEGED_URL: z.url(),
  /** Where the demo's sign-ins are written when they are made. */
  DEMO_FILE: z.string().default('.data/demo-sign-ins.json'),
});

export type Env = z.infer<typeof envSchema>;

/** Settings of this process. Throws with every variable that is missing or malformed. */
export function loadEnv(): Env {
  return readEnv(envSchema, process.env);
}

/** Settings of the seed. Throws like `loadEnv`. */
export function loadSeedEnv(): z.infer<typeof seedEnvSchema> {
  return readEnv(seedEnvSchema, process.env);
}
