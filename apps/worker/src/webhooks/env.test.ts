import { expect, test } from 'vitest';
import { envSchema } from '../env.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const settings = (NODE_ENV: string, hosts?: string) => ({
  NODE_ENV,
  DATABASE_APP_URL: 'postgresql://app@localhost/freehold',
  DATABASE_PRIVILEGED_URL: 'postgresql://privileged@localhost/freehold',
  ENCRYPTION_KEYS: `a:${key(1)}`,
  DIGEST_KEY: key(2),
  ...(hosts === undefined ? {} : { WEBHOOK_ALLOWED_PRIVATE_HOSTS: hosts }),
});

test('private hosts may be named in development, and in production none', () => {
  const named = envSchema.parse(settings('development', 'localhost, 127.0.0.1'));
  expect(named.WEBHOOK_ALLOWED_PRIVATE_HOSTS).toEqual(['localhost', '127.0.0.1']);
  expect(envSchema.safeParse(settings('production')).success).toBe(true);
  expect(envSchema.safeParse(settings('production', 'localhost')).error?.issues).toMatchObject([
    { path: ['WEBHOOK_ALLOWED_PRIVATE_HOSTS'] },
  ]);
});
