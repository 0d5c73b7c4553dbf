import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { killChild, startChild, startReaper, stopChild } from './children.ts';
import type { Child, Reaper, Service } from './children.ts';

let folder = '';
let reaper: Reaper;
const children: Child[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'children-'));
  reaper = startReaper();
});
afterEach(() => {
  for (const child of children.splice(0)) killChild(child);
  reaper.dismiss();
  rmSync(folder, { recursive: true });
});

function service(code: string): Service {
  return {
    name: 'probe',
    cwd: '.',
    program: process.execPath,
    args: ['--eval', code],
    env: { PROBE: 'value', SECRET: 'not for it' },
    withheld: ['SECRET'],
    readyUrl: '',
  };
}

function start(code: string): Child {
  const child = startChild(service(code), folder, reaper);
  children.push(child);
  return child;
}

async function waitFor<T>(read: () => T | undefined, limitMs = 10_000): Promise<T> {
  const deadlineMs = Date.now() + limitMs;
  for (;;) {
    const value = read();
    if (value !== undefined) return value;
    if (Date.now() > deadlineMs) throw new Error('waited in vain');
    await pause(20);
  }
}

const logText = () => readFileSync(join(folder, 'probe.log'), 'utf8');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a service gets its environment and writes to its log', async () => {
  const child = start(
    'console.log(process.env.PROBE, process.env.SECRET); console.error("second")',
  );
  expect(await child.ended).toBe('ended with code 0');
  await waitFor(() => (logText().includes('second') ? true : undefined));
  expect(logText()).toContain('value undefined\n');
});

test('a service is asked to stop and may finish', async () => {
  const child = start(
    'process.on("SIGTERM", () => setTimeout(() => { console.log("finished"); process.exit(0); }, 50));' +
      'setInterval(() => {}, 1000); console.log("up")',
  );
  await once(child.process.stdout ?? process.stdin, 'data');
  await stopChild(child);
  expect(await child.ended).toBe('ended with code 0');
  await waitFor(() => (logText().includes('finished') ? true : undefined));
});

test('the end of a service is told with its code', async () => {
  expect(await start('process.exit(3)').ended).toBe('ended with code 3');
});

test('when the starter is killed, its services are stopped', async () => {
  const module = join(import.meta.dirname, 'children.ts');
  const code = `
    const { startChild, startReaper } = await import(${JSON.stringify(module)});
    const service = { name: 'probe', cwd: '.', program: process.execPath, env: {}, withheld: [], readyUrl: '',
      args: ['--eval', 'setInterval(() => {}, 1000)'] };
    const child = startChild(service, ${JSON.stringify(folder)}, startReaper());
    console.log('pid ' + child.process.pid);
  `;
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', code]);
  let output = '';
  starter.stdout.on('data', (chunk) => (output += String(chunk)));
  const pid = Number(await waitFor(() => /pid (\d+)/.exec(output)?.[1]));
  expect(isAlive(pid)).toBe(true);
  starter.kill('SIGKILL');
  await waitFor(() => (isAlive(pid) ? undefined : true));
});
