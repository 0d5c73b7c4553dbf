import { spawn } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, hashFiles, relevantTail, root, say, seconds } from './setup-base.mjs';

const stampFile = join(root, 'node_modules', '.freehold-install');
const nodeLink = join(root, 'node_modules', '.bin', 'node');
const inputs = ['pnpm-lock.yaml', 'pnpm-workspace.yaml'];

const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|META_FETCH_FAIL|network/i;

function isMusl() {
  if (process.platform !== 'linux') return false;
  const { header } = process.report.getReport();
  return header.glibcVersionRuntime === undefined;
}

/** Whether an installable Node of the pinned version exists for this machine. */
function hasPackagedNode() {
  return process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch) && !isMusl();
}

/** Says plainly what cannot work before anything is downloaded. */
export function checkPlatform() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    throw new SetupError(`Node ${process.versions.node} is too old: Node 20 or newer is needed.`);
  }
  if (process.platform === 'win32') {
    throw new SetupError('Windows is not supported: use the Windows Subsystem for Linux.');
  }
  if (!hasPackagedNode() && major < 24) {
    throw new SetupError(
      `On ${process.platform} ${process.arch} Node 24 or newer is needed, this is ${process.versions.node}. ` +
        'Install it from your system or from the site of Node.js and try again.',
    );
  }
}

function bootstrapArguments() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const pnpm = manifest.packageManager;
  const node = manifest.optionalDependencies[`node-linux-${process.arch}`];
  const packages = hasPackagedNode() ? ['-p', `node@${node}`, '-p', pnpm] : ['-p', pnpm];
  return ['--yes', ...packages, '-c', 'pnpm install --frozen-lockfile'];
}

function runInstall() {
  return new Promise((resolve, reject) => {
    // CI keeps pnpm from asking questions that nobody sees.
    const env = { ...process.env, CI: '1', npm_config_loglevel: 'error' };
    const options = { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] };
    const child = spawn('npx', bootstrapArguments(), options);
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-100_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

function explain(output) {
  const tail = relevantTail(output);
  if (/OUTDATED_LOCKFILE/.test(tail)) {
    return `A package.json asks for something that pnpm-lock.yaml does not have. Run "npx pnpm install".\n\n${tail}`;
  }
  if (UNREACHABLE.test(tail)) {
    return `The packages could not be fetched: is this machine online?\n\n${tail}`;
  }
  if (/EACCES|EPERM/.test(tail)) {
    return `The folder cannot be written by this user: was it installed by another one?\n\n${tail}`;
  }
  if (/ENOSPC/.test(tail)) return `The disk is full: about 1.5 GB are needed.\n\n${tail}`;
  return `Installing the dependencies failed.\n\n${tail}`;
}

// Where no packaged Node exists, the scripts still find one at the place they expect.
function linkNode() {
  if (existsSync(nodeLink)) return;
  const isDangling = lstatSync(nodeLink, { throwIfNoEntry: false }) !== undefined;
  if (isDangling) throw new SetupError(`${nodeLink} leads nowhere: delete node_modules and retry.`);
  symlinkSync(process.execPath, nodeLink);
}

/** Whether the installed packages are those of the lock file. */
export function isInstalled() {
  if (!existsSync(stampFile) || !existsSync(nodeLink)) return false;
  return readFileSync(stampFile, 'utf8') === hashFiles(inputs);
}

/** Installs exactly what the lock file says, with the pinned package manager. */
export async function install() {
  const isFirst = !existsSync(join(root, 'node_modules'));
  say(`Installing dependencies${isFirst ? ' (the first time takes about a minute)' : ''} …`);
  const startedMs = Date.now();
  const { code, output } = await runInstall();
  if (code !== 0) throw new SetupError(explain(output));
  linkNode();
  writeFileSync(stampFile, hashFiles(inputs));
  say(`Installed in ${seconds(startedMs)}.`);
}
