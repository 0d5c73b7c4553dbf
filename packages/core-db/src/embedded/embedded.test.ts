import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { access, chmod, chown, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withConnection } from '../migrate/index.ts';
import { findFreePort } from './ports.ts';
import { type EmbeddedPostgres, startEmbedded } from './index.ts';

// Each starts programs of its own, which a busy machine makes wait.
vi.setConfig({ testTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const program = join(import.meta.dirname, 'program.testing.ts');

type Started = EmbeddedPostgres & { notes: string[]; error?: string };

let folder: string;
let dataDir: string;
let cleanups: (() => Promise<unknown>)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'freehold-embedded-'));
  await chmod(folder, 0o755);
  dataDir = join(folder, 'data');
  cleanups = [];
});

afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
  await rm(folder, { recursive: true, force: true });
});

async function start(options: { port?: number; isTest?: boolean } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ dataDir, port: 0, isTest: true, ...options });
  cleanups.push(server.stop);
  return server;
}

async function startProgram(
  options: { uid?: number; port?: number } = {},
): Promise<{ child: ChildProcess; server: Started }> {
  const identity = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
  const child = spawn(process.execPath, [program, dataDir, String(options.port ?? 0)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
    ...identity,
  });
  cleanups.push(async () => {
    child.stdin.end();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, server: JSON.parse(line) as Started };
}

/** A process that ended and that nobody has waited for yet still has a number: it counts as gone. */
function isAlive(pid: number): boolean {
  const file = `/proc/${pid}/status`;
  return existsSync(file) && !/^State:\s+Z/m.test(readFileSync(file, 'utf8'));
}

const untilGone = (pid: number) =>
  expect.poll(() => isAlive(pid), { timeout: 15_000, interval: 20 }).toBe(false);

const query = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const { rows } = await withConnection(url, (client) => client.query(sql));
  return rows as Record<string, unknown>[];
};

async function killHard(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a server that runs', () => {
  test('keeps UTC, asks for a password, listens on 127.0.0.1 only and counts statements', async () => {
    const server = await start();
    const [row] = await query(
      server.ownerUrl,
      `SELECT current_setting('TimeZone') AS zone, current_setting('listen_addresses') AS listen,
              current_setting('unix_socket_directories') AS sockets,
              (SELECT count(*) > 0 FROM pg_stat_statements) AS "isCounting"`,
    );
    expect(row).toEqual({ zone: 'UTC', listen: '127.0.0.1', sockets: '', isCounting: true });
    const wrong = new URL(server.appUrl);
    wrong.password = 'guess';
    await expect(query(wrong.toString(), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    const methods = await query(
      server.ownerUrl,
      'SELECT DISTINCT auth_method FROM pg_hba_file_rules',
    );
    expect(methods).toEqual([{ auth_method: 'scram-sha-256' }]);
  });

  test('signs both roles in, neither of them a superuser', async () => {
    const server = await start();
    const sql = 'SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user';
    expect(await query(server.appUrl, sql)).toEqual([
      { rolname: 'freehold_app', rolsuper: false, rolbypassrls: false },
    ]);
    expect(await query(server.privilegedUrl, sql)).toEqual([
      { rolname: 'freehold_privileged', rolsuper: false, rolbypassrls: false },
    ]);
  });

  test('shows what statements run to the privileged role, not to the application', async () => {
    const server = await start();
    const sql = 'SELECT count(*) > 0 AS "isSeen" FROM pg_stat_statements';
    expect(await query(server.privilegedUrl, sql)).toEqual([{ isSeen: true }]);
    await expect(query(server.appUrl, sql)).rejects.toMatchObject({ code: '42501' });
  });

  test('keeps its passwords where only this user reads them', async () => {
    await start();
    const { mode } = await stat(join(dataDir, 'credentials.json'));
    expect(mode & 0o777).toBe(0o600);
  });

  test('has ended when stop() returns, and its data is there at the next start', async () => {
    const first = await start();
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(second.ownerUrl.split('@')[0]).toBe(first.ownerUrl.split('@')[0]);
    expect(await query(second.ownerUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  test('is shared by a second program, whose stop() leaves it running', async () => {
    const { server } = await startProgram();
    const second = await start({ port: await findFreePort() });
    expect(second).toMatchObject({ pid: server.pid, port: server.port, isReused: true });
    await second.stop();
    expect(await query(second.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a start', () => {
  test('says which port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    cleanups.push(async () => other.close());
    const { port } = other.address() as { port: number };
    await expect(start({ port })).rejects.toMatchObject({
      reason: 'port-taken',
      message: expect.stringContaining(`Port ${port} is taken`),
    });
  });

  test('made by three programs at once gives one server', async () => {
    const port = await findFreePort();
    const programs = await Promise.all([1, 2, 3].map(() => startProgram({ port })));
    expect(programs.map(({ server }) => server.error)).toEqual([undefined, undefined, undefined]);
    expect(new Set(programs.map(({ server }) => server.pid)).size).toBe(1);
    expect(programs.filter(({ server }) => !server.isReused)).toHaveLength(1);
  });

  test('finds its way back after the passwords are lost', async () => {
    const first = await start();
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.stop();
    await rm(join(dataDir, 'credentials.json'));
    const second = await start();
    expect(second.appUrl).not.toContain(new URL(first.appUrl).password);
    expect(await query(second.ownerUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
    expect(await query(second.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('refuses a folder of another major version', async () => {
    const first = await start();
    await first.stop();
    await writeFile(join(dataDir, 'server', 'cluster', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toMatchObject({ reason: 'version' });
  });
});

describe('after a crash', () => {
  test('of the program that started it, the server ends and the next start has the data', async () => {
    const { child, server } = await startProgram();
    await query(server.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
    await killHard(child);
    await untilGone(server.pid);
    const next = await start();
    expect(await query(next.ownerUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  test('of the program, a start at that very moment waits for the old server', async () => {
    const { child, server } = await startProgram();
    await killHard(child);
    const next = await start({ port: server.port });
    expect(next.isReused).toBe(false);
    expect(await query(next.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('of the server itself, the next start recovers', async () => {
    const first = await start({ isTest: false });
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
    process.kill(first.pid, 'SIGKILL');
    await untilGone(first.pid);
    await access(join(dataDir, 'server', 'cluster', 'postmaster.pid'));
    const next = await start();
    expect(await query(next.ownerUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  test('of the watcher, the next start stops the orphan and takes its place', async () => {
    const { child, server } = await startProgram();
    const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
    const watcher = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
    const children = await readFile(`/proc/${watcher}/task/${watcher}/children`, 'utf8');
    const guards = [watcher, ...children.trim().split(' ').map(Number)];
    for (const pid of guards.filter((guard) => guard !== server.pid)) {
      process.kill(pid, 'SIGKILL');
      await untilGone(pid);
    }
    await killHard(child);
    expect(isAlive(server.pid)).toBe(true);
    const next = await start({ port: server.port });
    expect(next.pid).not.toBe(server.pid);
    expect(isAlive(server.pid)).toBe(false);
  });

  test('a process number given to a stranger since is no obstacle', async () => {
    const first = await start();
    await first.stop();
    // PostgreSQL minds only processes of its own user.
    const { uid } = await stat(join(dataDir, 'server'));
    const stranger = spawn('sleep', ['60'], isRoot ? { uid } : {});
    cleanups.push(async () => stranger.kill());
    const pidFile = join(dataDir, 'server', 'cluster', 'postmaster.pid');
    await writeFile(
      pidFile,
      `${stranger.pid}\n${join(dataDir, 'server', 'cluster')}\n0\n1\n\n\n\n`,
    );
    if (isRoot) await chown(pidFile, uid, -1);
    const next = await start();
    expect(await query(next.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
  });
});

describe.runIf(isRoot)('users', () => {
  test('root runs the server as another user', async () => {
    const server = await start();
    expect((await stat(`/proc/${server.pid}`)).uid).not.toBe(0);
  });

  test('root keeps the data in the temporary folder when the checkout is closed to others', async () => {
    await chmod(folder, 0o700);
    const { server } = await startProgram();
    expect(server.error).toBeUndefined();
    expect(server.notes.join()).toContain('freehold-postgres-');
    expect(await query(server.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const home = /kept in (\S+),/.exec(server.notes.join())?.[1] ?? '';
    cleanups.unshift(() => rm(home, { recursive: true, force: true }));
  });

  test('an ordinary user runs it as itself, and root starts the same folder later', async () => {
    await chown(folder, NOBODY, NOBODY);
    const { child, server } = await startProgram({ uid: NOBODY });
    expect(server.error).toBeUndefined();
    expect((await stat(`/proc/${server.pid}`)).uid).toBe(NOBODY);
    await query(server.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
    await killHard(child);
    await untilGone(server.pid);
    const asRoot = await start();
    expect(await query(asRoot.ownerUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  test('an ordinary user is told when the folder is root’s', async () => {
    await (await start()).stop();
    const { server } = await startProgram({ uid: NOBODY });
    expect(server.error).toContain('belongs to another user');
  });
});
