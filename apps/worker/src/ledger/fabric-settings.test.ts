import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { envSchema } from '../env.ts';
import { readFabricFiles } from './fabric-files.ts';
import { channelOfSlug } from './fabric-settings.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'freehold-fabric-'));
  for (const name of ['us', 'other']) {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)];
    execFileSync('openssl', ['req', '-x509', ...key, '-subj', `/CN=${name}`, ...files], {
      stdio: 'pipe',
    });
  }
  writeFileSync(at('nonsense.pem'), 'a-secret-that-is-no-key');
});
afterAll(() => rmSync(folder, { recursive: true }));

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const base = {
  DATABASE_APP_URL: 'postgresql://app@localhost/freehold',
  DATABASE_PRIVILEGED_URL: 'postgresql://privileged@localhost/freehold',
  ENCRYPTION_KEYS: `a:${key(1)}`,
  DIGEST_KEY: key(2),
};
const fabric = () => ({
  ...{ ...base, LEDGER_GATEWAY: 'fabric', FABRIC_PEER: 'peer0.example.org:7051' },
  ...{ FABRIC_MSP_ID: 'Org1MSP', FABRIC_CHAINCODE: 'freehold', FABRIC_CHANNELS: 'mainnet:money' },
  ...{ FABRIC_CERTIFICATE_FILE: at('us.pem'), FABRIC_KEY_FILE: at('us.key') },
  FABRIC_TLS_ROOT_FILE: at('other.pem'),
});
const faultsOf = (settings: Record<string, string>) =>
  envSchema.safeParse(settings).error?.issues.map(({ path }) => path.join('.')) ?? [];
const without = (name: string) =>
  Object.fromEntries(Object.entries(fabric()).filter(([each]) => each !== name));

describe('settings', () => {
  test('of the embedded ledger need nothing of Fabric', () => {
    expect(envSchema.parse(base).LEDGER_GATEWAY).toBe('embedded');
    expect(faultsOf({ ...base, LEDGER_GATEWAY: 'corda' })).toEqual(['LEDGER_GATEWAY']);
  });

  test.each([
    'FABRIC_PEER',
    'FABRIC_MSP_ID',
    'FABRIC_CERTIFICATE_FILE',
    'FABRIC_KEY_FILE',
    'FABRIC_CHAINCODE',
    'FABRIC_CHANNELS',
    'FABRIC_TLS_ROOT_FILE',
  ])('of Fabric without %s name it', (name) => {
    expect(faultsOf(fabric())).toEqual([]);
    expect(faultsOf(without(name))).toEqual([name]);
  });

  test.each([
    ['FABRIC_PEER', 'https://peer'],
    ['FABRIC_KEY_FILE', 'keys/us.key'],
    ['FABRIC_CHANNELS', 'mainnet'],
    ['FABRIC_CHANNELS', 'mainnet:Money'],
    ['FABRIC_CHANNELS', 'mainnet:money,testnet:money'],
    ['FABRIC_CHANNELS', '*:money'],
    ['FABRIC_TIMEOUT_MS', '60000'],
    ['FABRIC_TLS', 'no'],
  ])('%s=%s is refused', (name, value) => {
    expect(faultsOf({ ...fabric(), [name]: value })).toEqual([name]);
  });

  test('plain text is for a peer on the same machine', () => {
    const local = { ...fabric(), FABRIC_TLS: 'no', FABRIC_PEER: '127.0.0.1:7051' };
    expect(faultsOf(local)).toEqual([]);
  });
});

test('a tenant has the channel named for it, or the one of the pattern, never another’s', () => {
  const channels = envSchema.parse({
    ...fabric(),
    FABRIC_CHANNELS: 'mainnet:freehold-testnet, *:freehold-{tenant}',
  }).FABRIC_CHANNELS!;
  expect(channelOfSlug(channels, 'mainnet')).toBe('freehold-testnet');
  expect(channelOfSlug(channels, 'acme')).toBe('freehold-acme');
  expect(channelOfSlug(channels, 'testnet')).toBeNull();
  expect(channelOfSlug({ ...channels, pattern: null }, 'acme')).toBeNull();
});

describe('files', () => {
  const read = (more: Record<string, string>, now = new Date()) =>
    readFabricFiles(envSchema.parse({ ...fabric(), ...more }), now);

  test('are the identity and whom it trusts', () => {
    const client = {
      FABRIC_TLS_CLIENT_CERTIFICATE_FILE: at('us.pem'),
      FABRIC_TLS_CLIENT_KEY_FILE: at('us.key'),
    };
    expect(read(client)).toMatchObject({
      identity: { mspId: 'Org1MSP', certificate: readFileSync(at('us.pem')) },
      tls: { rootCertificate: readFileSync(at('other.pem')), client: expect.anything() },
    });
    expect(read({}).tls?.client).toBeUndefined();
  });

  test.each([
    ['FABRIC_KEY_FILE', 'gone.key', 'ENOENT'],
    ['FABRIC_KEY_FILE', 'nonsense.pem', 'no private key'],
    ['FABRIC_KEY_FILE', 'other.key', 'not the key of the certificate'],
    ['FABRIC_CERTIFICATE_FILE', 'nonsense.pem', 'no certificate'],
    ['FABRIC_TLS_ROOT_FILE', 'us.key', 'no certificate'],
  ])('%s=%s is refused with the reason and nothing that is in it', (name, file, reason) => {
    expect(() => read({ [name]: at(file) })).toThrow(new RegExp(`^${name}: .*${reason}`, 'u'));
    expect(() => read({ [name]: at(file) })).not.toThrow(/a-secret|BEGIN/u);
  });

  test('that have ended are refused', () => {
    const later = new Date(Date.now() + 3 * 86_400_000);
    expect(() => read({}, later)).toThrow(/^FABRIC_CERTIFICATE_FILE: ended on /u);
  });
});
