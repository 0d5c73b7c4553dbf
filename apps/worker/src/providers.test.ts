import { describe, expect, test } from 'vitest';
import { envSchema } from './env.ts';
import { createProviders } from './providers.ts';

const key = Buffer.alloc(32, 1).toString('base64');
const needed = {
  NODE_ENV: 'production',
  DATABASE_APP_URL: 'postgresql://freehold_app@127.0.0.1/none',
  DATABASE_PRIVILEGED_URL: 'postgresql://freehold_privileged@127.0.0.1/none',
  ENCRYPTION_KEYS: `k1:${key}`,
  DIGEST_KEY: key,
};

function providersOf(env: Record<string, string>) {
  const warnings: unknown[] = [];
  const logger = {
    info: () => undefined,
    warn: (fields: object) => void warnings.push(fields),
    error: () => undefined,
  };
  const { EMAIL, SMS } = createProviders(envSchema.parse({ ...needed, ...env }), logger);
  return { EMAIL: EMAIL.name, SMS: SMS.name, warnings };
}

const gateway = { SMS_GATEWAY_URL: 'https://sms.example/', SMS_GATEWAY_TOKEN: 'token' };

test('each channel has the provider that is set', () => {
  expect(providersOf({ SMTP_URL: 'smtps://mail.example', ...gateway })).toEqual({
    EMAIL: 'smtp',
    SMS: 'sms-gateway',
    warnings: [],
  });
});

test('a channel without one keeps its messages in the dev inbox, said aloud in production only', () => {
  expect(providersOf({})).toEqual({
    EMAIL: 'dev-inbox',
    SMS: 'dev-inbox',
    warnings: [{ channel: 'EMAIL' }, { channel: 'SMS' }],
  });
  expect(providersOf({ NODE_ENV: 'development' }).warnings).toEqual([]);
});

describe('settings are refused', () => {
  test.each([
    ['SMTP_URL', { SMTP_URL: 'https://mail.example' }],
    ['SMS_GATEWAY_URL', { ...gateway, SMS_GATEWAY_URL: 'http://sms.example/' }],
    ['SMS_GATEWAY_TOKEN', { SMS_GATEWAY_URL: 'https://sms.example/' }],
    ['SMS_GATEWAY_TOKEN', { SMS_GATEWAY_TOKEN: 'token' }],
  ])('%s of %j', (name, env) => {
    const result = envSchema.safeParse({ ...needed, ...env });
    expect(result.error?.issues.map(({ path }) => path.join())).toEqual([name]);
  });
});
