import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const START = join(import.meta.dirname, '..', 'start.ts');

test('a start on taken ports says each of them and leaves nothing behind', async () => {
  const blockers = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '127.0.0.1')];
  await Promise.all(blockers.map((blocker) => once(blocker, 'listening')));
  const [adminPort, apiPort] = blockers.map((blocker) => (blocker.address() as AddressInfo).port);
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  const env = {
    ...process.env,
    DATA_DIR: folder,
    ADMIN_PORT: String(adminPort),
    API_PORT: String(apiPort),
  };
  const child = spawn(process.execPath, [START], { env });
  let output = '';
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const [code] = await once(child, 'close');
  for (const blocker of blockers) blocker.close();
  expect(code).toBe(1);
  expect(output).toContain(`Port ${adminPort} is already in use. Set ADMIN_PORT to another port`);
  expect(output).toContain(`Port ${apiPort} is already in use. Set API_PORT to another port`);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('a fleet on taken ports says each of them with the variable that moves it', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  const fleet = join(import.meta.dirname, '..', 'fleet.ts');
  const run = async (env: Record<string, string>) => {
    const child = spawn(process.execPath, [fleet, '--no-pages'], {
      env: { ...process.env, DATA_DIR: folder, ...env },
    });
    let output = '';
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    const [code] = await once(child, 'close');
    return `${code} ${output}`;
  };
  expect(await run({ FLEET_PORT: String(port - 1) })).toContain(
    `1 Port ${port} is already in use. Set FLEET_PORT to another port`,
  );
  expect(await run({ FLEET_API: '0' })).toContain('1 FLEET_API is "0"');
  blocker.close();
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
