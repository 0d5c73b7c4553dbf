import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { createKeyring } from '../keyring.ts';
import { newWebhookSecret, openSecret, sealSecret, signatureHeaders } from './signing.ts';

// The vector that the libraries of Standard Webhooks are tested with.
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1_614_265_330_000),
  body: '{"test": 2432232314}',
};

test('a signature is the published one', () => {
  expect(signatureHeaders(vector, [vector.secret])).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a new secret is base64 of 24 to 64 bytes, never twice the same', () => {
  const secrets = Array.from({ length: 50 }, newWebhookSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/u);
    const { length } = Buffer.from(secret.slice(6), 'base64');
    expect(length).toBeGreaterThanOrEqual(24);
    expect(length).toBeLessThanOrEqual(64);
  }
});

test('a library of Standard Webhooks takes what we sign, with either secret of a rotation', () => {
  const [newest, previous] = [newWebhookSecret(), newWebhookSecret()];
  const body = JSON.stringify({ type: 'user.registered', data: { name: 'Zoë 🦊' } });
  const content = { id: 'event-1', at: new Date(), body };
  const headers = signatureHeaders(content, [newest, previous]);
  expect(new Webhook(newest).verify(body, headers)).toEqual(JSON.parse(body));
  expect(new Webhook(previous).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow();
  expect(() => new Webhook(newest).verify(`${body} `, headers)).toThrow();
  const otherId = { ...headers, 'webhook-id': 'event-2' };
  expect(() => new Webhook(newest).verify(body, otherId)).toThrow();
  const late = signatureHeaders({ ...content, at: new Date(Date.now() - 3_600_000) }, [newest]);
  expect(() => new Webhook(newest).verify(body, late)).toThrow();
});

test('a sealed secret opens for its own endpoint in its own tenant alone', () => {
  const keyring = createKeyring({
    encryptionKeys: [{ id: 'a', key: new Uint8Array(32).fill(1) }],
    digestKey: new Uint8Array(32),
  });
  const owner = { tenantId: 't', endpointId: 'e' };
  const sealed = sealSecret(keyring, owner, vector.secret);
  expect(openSecret(keyring, owner, sealed)).toBe(vector.secret);
  expect(() => openSecret(keyring, { ...owner, endpointId: 'f' }, sealed)).toThrow();
  expect(() => openSecret(keyring, { ...owner, tenantId: 'u' }, sealed)).toThrow();
});
