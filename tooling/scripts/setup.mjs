// Runs on the system's Node 20, before anything is installed: plain JavaScript, no dependency.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SetupError, root, say } from './setup-base.mjs';
import { generate, staleGenerators } from './setup-generate.mjs';
import { checkPlatform, install, isInstalled } from './setup-install.mjs';

const lockFile = join(root, '.data', 'setup.lock');
const LOCK_WAIT_MS = 10 * 60_000;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryLock() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const owner = Number(readFileSync(lockFile, 'utf8'));
    if (owner > 0 && !isAlive(owner)) rmSync(lockFile, { force: true });
    return false;
  }
}

async function lock() {
  mkdirSync(join(root, '.data'), { recursive: true });
  const deadlineMs = Date.now() + LOCK_WAIT_MS;
  let hasSaid = false;
  while (!tryLock()) {
    if (Date.now() > deadlineMs) throw new SetupError(`Another set-up holds ${lockFile}.`);
    if (!hasSaid) say('Waiting for another set-up to finish …');
    hasSaid = true;
    await pause(200);
  }
}

async function setUp() {
  checkPlatform();
  if (isInstalled() && staleGenerators().length === 0) return;
  await lock();
  try {
    if (!isInstalled()) await install();
    await generate(staleGenerators());
  } finally {
    rmSync(lockFile, { force: true });
  }
}

try {
  await setUp();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
