import { expect, test } from 'vitest';
import { toRelyingParty } from './relying-party.ts';

const sites = ['https://console.example.org', 'https://portal.example.org'];

test('passkeys belong to the domain that both sites share', () => {
  expect(toRelyingParty('example.org', sites)).toEqual({ id: 'example.org', origins: sites });
});

test('pages outside the domain have none', () => {
  expect(toRelyingParty('portal.example.org', sites)?.origins).toEqual([sites[1]]);
  expect(toRelyingParty('localhost', ['http://localhost:3000', 'http://127.0.0.1:3000'])).toEqual({
    id: 'localhost',
    origins: ['http://localhost:3000'],
  });
});

test.each(['localhost', 'ample.org', 'example.com'])(
  'there are none at all where no page is in the domain: %s',
  (domain) => {
    expect(toRelyingParty(domain, sites)).toBeUndefined();
  },
);
