import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);

/** What the console's server reads from its environment. */
export const envSchema = z.object({
  ADMIN_PORT: port(3000),
  API_URL: z.url().default('http://127.0.0.1:4000'),
  REGISTRATION_URL: z.url().default('http://127.0.0.1:4001'),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Addresses or networks whose x-forwarded-* headers are believed, with commas between. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || [])),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The environment, checked once at start; a wrong value ends the start with its name. */
export const env = envSchema.parse(process.env);
