import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { genesisHash, hashBlock, hashData, hashTransaction, toHex } from './ledger-hash.ts';

const format = readFileSync(
  join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'ledger-format.md'),
  'utf8',
);

// The worked example of the document.
const tenantId = '01890a5d-ac96-774b-bcce-b302099a8057';
const createdAt = new Date('2026-01-31T09:30:00.125Z');
const at = { tenantId, channel: 'main', blockNumber: 0n, createdAt };
const transaction = {
  ...at,
  indexInBlock: 0,
  txId: 'a1'.repeat(32),
  commandId: '01890a5d-ac96-774b-bcce-b302099a8058',
  commandType: 'CREATE_USER',
  chaincode: 'Identity',
  payload: {
    userId: '01890a5d-ac96-774b-bcce-b302099a8059',
    countryCode: 'CM',
    gender: 'FEMALE',
    identityDigest: 'b2'.repeat(32),
  },
  events: [
    {
      name: 'UserCreated',
      version: 1,
      payload: { userId: '01890a5d-ac96-774b-bcce-b302099a8059', countryCode: 'CM' },
    },
  ],
  validationCode: 'VALID',
};

test('the worked example of the document is what the code computes', () => {
  const hash = hashTransaction(transaction);
  const dataHash = hashData([hash]);
  const block = hashBlock({ ...at, previousHash: genesisHash, dataHash, transactionCount: 1 });
  for (const value of [hash, dataHash, block]) expect(format).toContain(toHex(value));
});

test('the texts of the document, hashed by nothing but SHA-256, give the same', () => {
  const texts = [...format.matchAll(/^(\{"[^\n]+\})\n→ `([0-9a-f]{64})`$/gmu)];
  expect(texts).toHaveLength(3);
  for (const [, text = '', expected] of texts) {
    expect(createHash('sha256').update(text, 'utf8').digest('hex')).toBe(expected);
  }
});

test('every part of a transaction and of a block counts', () => {
  const seen = new Set([toHex(hashTransaction(transaction))]);
  const changes: Partial<typeof transaction>[] = [
    { tenantId: '01890a5d-ac96-774b-bcce-b302099a8050' },
    { channel: 'other' },
    { blockNumber: 1n },
    { indexInBlock: 1 },
    { txId: 'x' },
    { commandId: 'x' },
    { commandType: 'FREEZE_WALLET' },
    { chaincode: 'Admin' },
    { payload: { ...transaction.payload, countryCode: 'FR' } },
    { events: [] },
    { validationCode: 'USER_EXISTS' },
    { createdAt: new Date(0) },
  ];
  for (const change of changes) seen.add(toHex(hashTransaction({ ...transaction, ...change })));
  expect(seen.size).toBe(changes.length + 1);
  expect(Object.keys(transaction)).toHaveLength(changes.length);
});
