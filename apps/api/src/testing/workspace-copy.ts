import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../../..');
const folders = ['apps', 'packages', 'tooling'];
const skipped = new Set(['node_modules', 'dist', '.turbo', '.data']);

export interface WorkspaceCopy {
  /** Replaces text in a file of the copy; throws when it is not there. */
  edit(file: string, from: string, to: string): Promise<void>;
  /** What the compiler says of a package of the copy; empty when it is content. */
  typecheck(folder: string): Promise<string>;
  remove(): Promise<void>;
}

/** A copy of the sources whose packages see each other's copies and everybody else's originals. */
export async function copyWorkspace(): Promise<WorkspaceCopy> {
  const copy = await mkdtemp(join(tmpdir(), 'freehold-types-'));
  for (const folder of folders) {
    for (const name of await readdir(join(root, folder))) {
      const from = join(root, folder, name);
      const to = join(copy, folder, name);
      await cp(from, to, { recursive: true, filter: (path) => !skipped.has(basename(path)) });
      await linkModules(join(from, 'node_modules'), join(to, 'node_modules'), copy);
    }
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  return {
    async edit(file, from, to) {
      const text = await readFile(join(copy, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      await writeFile(join(copy, file), text.replaceAll(from, to));
    },
    async typecheck(folder) {
      try {
        await run(join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', join(copy, folder)], {
          maxBuffer: 1e8,
          // A compiler of some seconds: collecting its garbage seldom halves what it computes.
          env: { ...process.env, GOGC: '400' },
        });
        return '';
      } catch (error) {
        return (error as { stdout: string }).stdout;
      }
    },
    remove: () => rm(copy, { recursive: true, force: true }),
  };
}

async function linkModules(from: string, to: string, copy: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from).catch(() => [])) {
    if (name !== '@freehold') await symlink(join(from, name), join(to, name));
  }
  const own = await readdir(join(from, '@freehold')).catch(() => []);
  if (own.length > 0) await mkdir(join(to, '@freehold'));
  for (const name of own) await symlink(await findCopy(copy, name), join(to, '@freehold', name));
}

async function findCopy(copy: string, name: string): Promise<string> {
  for (const folder of folders) {
    const names = await readdir(join(root, folder));
    if (names.includes(name)) return join(copy, folder, name);
  }
  throw new Error(`No package ${name}`);
}
