import { expect, it } from 'vitest';
import { findTenantApi, forgetTenantApis } from './api.tsx';

it('what was read in one tenant is not in the cache of another', () => {
  const mainnet = findTenantApi('mainnet');
  mainnet.queryClient.setQueryData(['row'], 'of mainnet');
  expect(findTenantApi('testnet').queryClient.getQueryData(['row'])).toBeUndefined();
  expect(findTenantApi('mainnet').queryClient.getQueryData(['row'])).toBe('of mainnet');
});

it('after signing out nothing that was read is left', () => {
  findTenantApi('mainnet').queryClient.setQueryData(['row'], 'of mainnet');
  forgetTenantApis();
  expect(findTenantApi('mainnet').queryClient.getQueryData(['row'])).toBeUndefined();
});
