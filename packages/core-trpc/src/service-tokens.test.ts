import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { createServiceTokens } from './service-tokens.ts';

const key = new Uint8Array(32).fill(1);
const registration = createServiceTokens({ service: 'registration', key });
const api = createServiceTokens({ service: 'api', key });
const refused = { kind: 'UNAUTHENTICATED', code: 'service.token_invalid' };

describe('a service token', () => {
  test('names its caller to the service and tenant it was made for', async () => {
    const token = await registration.sign('api', 'mainnet');
    expect(await api.verify(token, 'mainnet')).toEqual({ service: 'registration' });
  });

  test('is refused by another audience, for another tenant, under another key, or changed', async () => {
    const token = await registration.sign('api', 'mainnet');
    await expect(registration.verify(token, 'mainnet')).rejects.toMatchObject(refused);
    await expect(api.verify(token, 'testnet')).rejects.toMatchObject(refused);
    const stranger = createServiceTokens({
      service: 'registration',
      key: new Uint8Array(32).fill(2),
    });
    await expect(
      api.verify(await stranger.sign('api', 'mainnet'), 'mainnet'),
    ).rejects.toMatchObject(refused);
    await expect(api.verify(`${token.slice(0, -3)}abc`, 'mainnet')).rejects.toMatchObject(refused);
    await expect(api.verify('not a token', 'mainnet')).rejects.toMatchObject(refused);
  });

  test.each([
    ['older than a minute', { issuedAt: -61, expires: 60 }],
    ['one that would live for an hour', { issuedAt: -120, expires: 3600 }],
    ['already over', { issuedAt: -50, expires: -1 }],
  ])('%s is refused', async (_, { issuedAt, expires }) => {
    const now = Math.floor(Date.now() / 1000);
    const token = await new SignJWT({ tenant: 'mainnet' })
      .setProtectedHeader({ alg: 'HS256', typ: 'service+jwt' })
      .setIssuer('registration')
      .setAudience('api')
      .setIssuedAt(now + issuedAt)
      .setExpirationTime(now + expires)
      .sign(key);
    await expect(api.verify(token, 'mainnet')).rejects.toMatchObject(refused);
  });

  test('is refused unsigned', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: 'registration', aud: 'api', tenant: 'mainnet', iat: now, exp: now + 30 };
    const token = `${encode({ alg: 'none', typ: 'service+jwt' })}.${encode(claims)}.`;
    await expect(api.verify(token, 'mainnet')).rejects.toMatchObject(refused);
  });

  test('needs a key of 32 bytes', () => {
    expect(() => createServiceTokens({ service: 'api', key: new Uint8Array(31) })).toThrow(
      /32 bytes/u,
    );
  });
});
