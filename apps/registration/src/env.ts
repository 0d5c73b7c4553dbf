import { ListText, PortText, readEnv, serverEnvSchema } from '@freehold/core-trpc/env';
import { z } from 'zod';

export const envSchema = serverEnvSchema.extend({
  REGISTRATION_PORT: PortText.default(4001),
  /** Where the API answers; it makes the accounts. */
  API_URL: z.url().default('http://127.0.0.1:4000'),
  /** Origins of the console and the portal, separated by commas. */
  ALLOWED_ORIGINS: ListText,
  TRUSTED_PROXIES: ListText,
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(600),
});

export type Env = z.infer<typeof envSchema>;

/** Settings of this process. Throws with every variable that is missing or malformed. */
export function loadEnv(): Env {
  return readEnv(envSchema, process.env);
}
