import { z } from 'zod';

/** Keys as `id:base64,id:base64`, newest first, 32 bytes each. */
export const EncryptionKeysText = z
  .string()
  .regex(/^[\w-]{1,16}:[A-Za-z0-9+/]{43}=(,[\w-]{1,16}:[A-Za-z0-9+/]{43}=)*$/u, {
    error: 'must be id:base64 of 32 bytes, several separated by commas, newest first',
  })
  .transform((text) =>
    text.split(',').map((entry) => {
      const at = entry.indexOf(':');
      return {
        id: entry.slice(0, at),
        key: new Uint8Array(Buffer.from(entry.slice(at + 1), 'base64')),
      };
    }),
  );

/** One secret of 32 bytes or more, base64. */
export const SecretText = z
  .base64({ error: 'must be base64' })
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.length >= 32, { error: 'must be 32 bytes or more' });

/** A TCP port; 0 takes a free one. */
export const PortText = z.coerce.number().int().min(0).max(65_535);

/** Addresses or networks separated by commas. */
export const ListText = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );

/** An http or https address without a slash at its end. */
export const PublicAddressText = z
  .url({ protocol: /^https?$/u })
  .transform((text) => text.replace(/\/+$/u, ''));

/** Settings that every server of the platform reads. */
export const serverEnvSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_APP_URL: z.url(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(500).default(10),
  DATABASE_POOLER: z.enum(['none', 'transaction']).default('none'),
  /** Reaches PostgreSQL itself where DATABASE_APP_URL goes through a pooler; only then needed. */
  DATABASE_LISTEN_URL: z.url().optional(),
  /** The cache that all processes share; without it each keeps its own. */
  REDIS_URL: z.url({ protocol: /^rediss?$/u }).optional(),
  /** Where people reach the portal and operators the console: links in messages begin with them. */
  PORTAL_URL: PublicAddressText.default('http://localhost:3001'),
  CONSOLE_URL: PublicAddressText.default('http://localhost:3000'),
  ENCRYPTION_KEYS: EncryptionKeysText,
  DIGEST_KEY: SecretText,
  SERVICE_TOKEN_KEY: SecretText,
  /** `yes` when the keys were made by the platform itself on a developer's machine. */
  ARE_KEYS_FOR_DEVELOPMENT: z.enum(['yes', 'no']).default('no'),
});

/** Reads settings. Throws an error that names each missing or malformed variable, and no value. */
export function readEnv<T extends z.ZodType>(
  schema: T,
  source: Readonly<Record<string, string | undefined>>,
): z.infer<T> {
  const filled = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(filled);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The settings are not complete:\n${lines.join('\n')}`);
  }
  const { NODE_ENV, ARE_KEYS_FOR_DEVELOPMENT } = parsed.data as {
    NODE_ENV?: string;
    ARE_KEYS_FOR_DEVELOPMENT?: string;
  };
  if (NODE_ENV === 'production' && ARE_KEYS_FOR_DEVELOPMENT === 'yes') {
    throw new Error(
      'The keys are a development set. Set ENCRYPTION_KEYS, DIGEST_KEY and SERVICE_TOKEN_KEY to your own.',
    );
  }
  return parsed.data;
}
