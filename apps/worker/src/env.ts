import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  EncryptionKeysText,
  ListText,
  PortText,
  PublicAddressText,
  readEnv,
  SecretText,
  serverEnvSchema,
} from '@freehold/core-trpc/env';
import { z } from 'zod';
import { checkLedgerSettings, ledgerSettings } from './ledger/fabric-settings.ts';

const workerEnvSchema = serverEnvSchema.omit({ SERVICE_TOKEN_KEY: true }).extend({
  WORKER_PORT: PortText.default(4002),
  /** Claims and figures across tenants. */
  DATABASE_PRIVILEGED_URL: z.url(),
  /** smtp:// or smtps://; without it e-mail goes to the dev inbox. */
  SMTP_URL: z.url({ protocol: /^smtps?$/u }).optional(),
  MAIL_FROM: z.string().min(3).default('Freehold <no-reply@freehold.example>'),
  /** HTTP gateway for SMS; without it SMS goes to the dev inbox. */
  SMS_GATEWAY_URL: z.url({ protocol: /^https?$/u }).optional(),
  SMS_GATEWAY_TOKEN: z.string().min(1).optional(),
  SMS_FROM: z.string().min(1).max(20).default('Freehold'),
  /** nats:// or tls://; with it events of the ledger are published to JetStream. */
  NATS_URL: z.url({ protocol: /^(nats|tls)$/u }).optional(),
  /** Stream that keeps them; made where it is missing. */
  NATS_STREAM: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,60}$/u)
    .default('freehold'),
  /** First word of every subject. */
  NATS_SUBJECT: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,60}$/u)
    .default('freehold'),
  /** Hosts that webhooks may reach though they are private, separated by commas; for development and tests. */
  WEBHOOK_ALLOWED_PRIVATE_HOSTS: ListText,
  ...ledgerSettings,
});

export const envSchema = workerEnvSchema
  .refine(
    ({ NODE_ENV, WEBHOOK_ALLOWED_PRIVATE_HOSTS: hosts }) =>
      NODE_ENV !== 'production' || hosts.length === 0,
    { path: ['WEBHOOK_ALLOWED_PRIVATE_HOSTS'], error: 'is for development and tests alone' },
  )
  .refine(
    ({ NODE_ENV, SMS_GATEWAY_URL: url }) =>
      NODE_ENV !== 'production' || url === undefined || url.startsWith('https:'),
    { path: ['SMS_GATEWAY_URL'], error: 'must be https: a token and codes go there' },
  )
  .refine(
    ({ SMS_GATEWAY_URL: url, SMS_GATEWAY_TOKEN: token }) =>
      (url === undefined) === (token === undefined),
    { path: ['SMS_GATEWAY_TOKEN'], error: 'and SMS_GATEWAY_URL are set together or not at all' },
  )
  .superRefine(checkLedgerSettings);

export type Env = z.infer<typeof envSchema>;

/** Settings of this process. Throws with every variable that is missing or malformed. */
export function loadEnv(): Env {
  return readEnv(envSchema, process.env);
}

const root = join(import.meta.dirname, '..', '..', '..');

/** Settings of the command line; what is absent is looked for in the data folder of `npm start`. */
export const cliEnvSchema = z.object({
  DATABASE_URL: z.url().optional(),
  DATABASE_APP_URL: z.url().optional(),
  DATABASE_PRIVILEGED_URL: z.url().optional(),
  PORTAL_URL: PublicAddressText.default('http://localhost:3001'),
  CONSOLE_URL: PublicAddressText.default('http://localhost:3000'),
  ENCRYPTION_KEYS: EncryptionKeysText.optional(),
  DIGEST_KEY: SecretText.optional(),
  DATA_DIR: z.string().min(1).default(join(root, '.data')),
  POSTGRES_PORT: PortText.default(5433),
});

export type CliEnv = z.infer<typeof cliEnvSchema>;

/** Settings of the command line, with what a `.env` file in the root adds to them. */
export function loadCliEnv(): CliEnv {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readEnv(cliEnvSchema, process.env);
}
