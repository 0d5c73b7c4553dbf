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
import { ChannelsText, FileText } from './ledger/fabric-settings.ts';

/** Settings of the ledger; docs/fabric.md. */
const ledgerSettings = {
  LEDGER_GATEWAY: z.enum(['embedded', 'fabric']).default('embedded'),
  /** `host:port` of a peer with the gateway service. */
  FABRIC_PEER: z
    .string()
    .regex(/^[^\s/]+:\d{1,5}$/u, { error: 'must be host:port' })
    .optional(),
  FABRIC_TLS: z.enum(['yes', 'no']).default('yes'),
  FABRIC_TLS_ROOT_FILE: FileText,
  FABRIC_TLS_SERVER_NAME: z.string().min(1).optional(),
  FABRIC_TLS_CLIENT_CERTIFICATE_FILE: FileText,
  FABRIC_TLS_CLIENT_KEY_FILE: FileText,
  FABRIC_MSP_ID: z.string().min(1).max(200).optional(),
  FABRIC_CERTIFICATE_FILE: FileText,
  FABRIC_KEY_FILE: FileText,
  FABRIC_CHAINCODE: z
    .string()
    .regex(/^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$/u, { error: 'is not a name of a chaincode' })
    .max(40)
    .optional(),
  FABRIC_CHANNELS: ChannelsText.optional(),
  /** Longest wait for a command's answer; well below the lease of a claim. */
  FABRIC_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(40_000).default(15_000),
  /** Longest wait for word of a transaction that may be under way. */
  FABRIC_STATUS_TIMEOUT_MS: z.coerce.number().int().min(100).max(10_000).default(3_000),
  /** Commands of a tenant, of different aggregates, that are under way at once. */
  FABRIC_CONCURRENCY: z.coerce.number().int().min(1).max(200).default(32),
} as const;

const LedgerSettings = z.object(ledgerSettings);
export type LedgerSettings = z.infer<typeof LedgerSettings>;

const needed = [
  'FABRIC_PEER',
  'FABRIC_MSP_ID',
  'FABRIC_CERTIFICATE_FILE',
  'FABRIC_KEY_FILE',
  'FABRIC_CHAINCODE',
  'FABRIC_CHANNELS',
] as const;
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]):/u;

/** Names every setting that Fabric lacks. */
function checkLedgerSettings(env: LedgerSettings, ctx: z.core.$RefinementCtx): void {
  if (env.LEDGER_GATEWAY !== 'fabric') return;
  const refuse = (name: keyof LedgerSettings, message: string) =>
    ctx.addIssue({ code: 'custom', path: [name], message });
  for (const name of needed) {
    if (env[name] === undefined) refuse(name, 'is needed with LEDGER_GATEWAY=fabric');
  }
  if (env.FABRIC_TLS === 'yes' && env.FABRIC_TLS_ROOT_FILE === undefined) {
    refuse('FABRIC_TLS_ROOT_FILE', 'is needed to know the peer by, unless FABRIC_TLS=no');
  }
  if (env.FABRIC_TLS === 'no' && !loopback.test(env.FABRIC_PEER ?? 'localhost:')) {
    refuse('FABRIC_TLS', 'may be "no" only for a peer on the same machine');
  }
  const { FABRIC_TLS_CLIENT_CERTIFICATE_FILE: certificate, FABRIC_TLS_CLIENT_KEY_FILE: key } = env;
  if ((certificate === undefined) !== (key === undefined)) {
    refuse(
      'FABRIC_TLS_CLIENT_KEY_FILE',
      'and FABRIC_TLS_CLIENT_CERTIFICATE_FILE are set together or not at all',
    );
  }
}

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
