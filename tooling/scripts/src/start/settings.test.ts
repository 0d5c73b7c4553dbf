import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SettingError, readSettings } from '../env.ts';
import { loadKeys } from './keys.ts';
import { createLineFormat } from './log-lines.ts';
import { findTakenPorts } from './ports.ts';
import { listServices } from './services.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  vi.stubEnv('DATA_DIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('ports', () => {
  test('a taken port is named with the variable that changes it', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const settings = { ...readSettings(), API_PORT: port };
    expect(await findTakenPorts(settings)).toContain(
      `Port ${port} is already in use. Set API_PORT to another port, or stop what uses it.`,
    );
    blocker.close();
  });

  test('one port for two servers is refused', async () => {
    const settings = { ...readSettings(), WORKER_PORT: 14_999, API_PORT: 14_999 };
    expect(await findTakenPorts(settings)).toEqual([
      'WORKER_PORT is 14999, which is given to two servers.',
    ]);
  });

  test('a port that is none is refused with its name', () => {
    vi.stubEnv('API_PORT', '70000');
    expect(readSettings).toThrow(SettingError);
    expect(readSettings).toThrow('API_PORT is "70000"');
  });
});

describe('keys', () => {
  test('are made once, readable by their owner only, and marked as a development set', () => {
    const first = loadKeys(readSettings());
    expect(loadKeys(readSettings())).toEqual(first);
    expect(first.ENCRYPTION_KEYS).toMatch(/^dev1:[A-Za-z0-9+/]{43}=$/);
    expect(first.ARE_KEYS_FOR_DEVELOPMENT).toBe('yes');
    expect(statSync(join(folder, 'dev-keys.json')).mode & 0o777).toBe(0o600);
  });

  test('of the environment are used where all are set', () => {
    vi.stubEnv('ENCRYPTION_KEYS', 'a:b');
    vi.stubEnv('DIGEST_KEY', 'c');
    expect(loadKeys(readSettings()).ARE_KEYS_FOR_DEVELOPMENT).toBe('yes');
    vi.stubEnv('SERVICE_TOKEN_KEY', 'd');
    expect(loadKeys(readSettings())).toEqual({
      ENCRYPTION_KEYS: 'a:b',
      DIGEST_KEY: 'c',
      SERVICE_TOKEN_KEY: 'd',
      ARE_KEYS_FOR_DEVELOPMENT: 'no',
    });
  });
});

test('pages get no secret', () => {
  const database = {
    ownerUrl: 'owner',
    appUrl: 'app',
    privilegedUrl: 'privileged',
    description: '',
    stop: async () => {},
  };
  const settings = readSettings();
  const services = listServices({ settings, database, keys: loadKeys(settings), isDev: false });
  const pages = services.filter(({ name }) => ['admin', 'portal'].includes(name));
  expect(pages).toHaveLength(2);
  for (const { env } of pages) expect(Object.keys(env).join()).not.toMatch(/KEY|DATABASE/);
  for (const { env } of services) expect(Object.values(env)).not.toContain('owner');
});

describe('lines of a service', () => {
  const format = createLineFormat('api');

  test('are short and carry the name', () => {
    const line = JSON.stringify({ level: 'warn', time: 'x', service: 'api', msg: 'slow', ms: 7 });
    expect(format(line)).toMatch(/^.*api.*warn.*slow.*ms=7/);
  });

  test('about what goes well stay in the log file', () => {
    expect(format('{"level":"info","msg":"request","status":200}')).toBeUndefined();
    expect(format('{"level":"warn","msg":"request","status":500}')).toContain('status=500');
  });

  test('that are no JSON are shown as they are', () => {
    expect(format('{broken')).toContain('{broken');
    expect(format('plain')).toContain('plain');
    expect(format('  ')).toBeUndefined();
  });
});
