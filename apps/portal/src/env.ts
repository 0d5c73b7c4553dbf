import { z } from 'zod';

const PortNumber = z.coerce.number().int().min(0).max(65_535);

export const envSchema = z.object({
  PORTAL_PORT: PortNumber.default(3001),
  HOST: z.string().default('127.0.0.1'),
  API_URL: z.url().default('http://127.0.0.1:4000'),
  REGISTRATION_URL: z.url().default('http://127.0.0.1:4001'),
  TRUSTED_PROXIES: z.string().default(''),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export const env = envSchema.parse(process.env);
