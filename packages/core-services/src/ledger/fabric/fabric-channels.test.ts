import { expect, test } from 'vitest';
import { findChannelFault } from './fabric-channels.ts';

test.each([
  ['a new tenant may be given a channel', null, -1n, 'money', null],
  ['a tenant on its channel is as it should be', 'money', 7n, 'money', null],
  ['a chain here stays here where no channel is named', null, 7n, null, null],
  ['a chain with blocks does not become a channel', null, 0n, 'money', 'ledger.other_ledger'],
  ['a channel is not exchanged', 'money', 7n, 'other', 'ledger.channel_changed'],
  ['a channel does not become a chain here', 'money', -1n, null, 'ledger.other_ledger'],
] as const)('%s', (_fact, fabricChannel, blockNumber, wanted, code) => {
  expect(findChannelFault({ fabricChannel, blockNumber }, wanted)?.code ?? null).toBe(code);
});
