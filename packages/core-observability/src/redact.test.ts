import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createLogger } from './logger.ts';
import { isSecretKey } from './redact.ts';

function capture() {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const logger = createLogger({ service: 'test', level: 'debug', destination });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('secret names', () => {
  test.each([
    ...['authorization', 'Set-Cookie', 'cookie', 'password', 'newPassword', 'resumeToken', 'token'],
    ...['clientSecret', 'passwordHash', 'codeHmac_hash', 'code', 'emailCode', 'recoveryCodes'],
    ...['apiKey', 'ENCRYPTION_KEYS', 'CODE_HMAC_KEY', 'SERVICE_TOKEN_KEY', 'tokens'],
  ])('%s is hidden', (key) => expect(isSecretKey(key)).toBe(true));

  test.each(['errorCode', 'countryCode', 'email', 'status', 'key', 'tenant', 'statusCode'])(
    '%s is shown',
    (key) => expect(isSecretKey(key)).toBe(false),
  );
});

describe('a log line', () => {
  test('is JSON with service, level, time and message', () => {
    const { logger, last } = capture();
    logger.info({ status: 200 }, 'request');
    expect(last()).toMatchObject({ service: 'test', level: 'info', msg: 'request', status: 200 });
    expect(Date.parse(String(last()['time']))).not.toBeNaN();
  });

  test('hides secrets at any depth, in lists and in child bindings', () => {
    const { logger, lines } = capture();
    const child = logger.child({ requestId: 'r1', token: 'S3CRET' });
    child.info({ body: { users: [{ password: 'S3CRET', deep: { code: 'S3CRET' } }] } }, 'x');
    expect(lines.join('')).not.toContain('S3CRET');
    expect(lines.join('')).toContain('"requestId":"r1"');
  });

  test('hides credentials inside texts', () => {
    const { logger, lines } = capture();
    logger.error(new Error('cannot reach postgresql://app:S3CRET@db:5432/x'));
    logger.info({ header: 'Bearer S3CRETS3CRET.abc' }, 'sent Bearer S3CRETS3CRET.abc');
    expect(lines.join('')).not.toContain('S3CRET');
    expect(lines.join('')).toContain('db:5432/x');
  });

  test('keeps only chosen properties of an error', () => {
    const { logger, last, lines } = capture();
    const error = Object.assign(new Error('failed'), {
      code: '23505',
      detail: 'Key (email)=(ann@example.org) exists',
    });
    logger.error({ err: error }, 'query');
    expect(last()['err']).toMatchObject({ type: 'Error', message: 'failed', code: '23505' });
    expect(lines.join('')).not.toContain('ann@example.org');
  });

  test('survives cycles, big integers and buffers', () => {
    const { logger, last } = capture();
    const cycle: Record<string, unknown> = { block: 10n, bytes: new Uint8Array(4) };
    cycle['self'] = cycle;
    logger.info(cycle, 'cycle');
    expect(last()).toMatchObject({ block: '10', bytes: '[4 bytes]' });
  });
});
