import { expect, it } from 'vitest';
import { parseLinkSecret } from './link-secret.ts';

const token = 'a'.repeat(43);

it('a link carries its tenant and its secret', () => {
  expect(parseLinkSecret(`#mainnet.${token}`)).toEqual({ tenant: 'mainnet', token });
});

it('a secret may hold points of its own', () => {
  expect(parseLinkSecret(`mainnet.v1.${token}`)).toEqual({
    tenant: 'mainnet',
    token: `v1.${token}`,
  });
});

it.each(['', '#', `#${token}`, '#mainnet.', `#.${token}`, '#mainnet.short', `#no tenant.${token}`])(
  'a link that was cut off is none: %s',
  (hash) => {
    expect(parseLinkSecret(hash)).toBeNull();
  },
);
