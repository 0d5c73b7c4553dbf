import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSource } from './source.ts';
import type { Source } from './source.ts';

export type Package = {
  name: string;
  /** From the root of the workspace. */
  dir: string;
  dependencies: ReadonlySet<string>;
  devDependencies: ReadonlySet<string>;
};

export type Workspace = { root: string; packages: Package[]; sources: Source[] };

const FOLDERS = ['apps/*', 'packages/*', 'tooling/*', 'e2e', 'bench'];
const SKIPPED = new Set(['node_modules', 'dist', 'generated', 'test-results', 'playwright-report']);
const SOURCE = /\.(ts|tsx|mjs)$/;

type Manifest = {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
};

function readPackage(root: string, dir: string): Package {
  const manifest = JSON.parse(readFileSync(join(root, dir, 'package.json'), 'utf8')) as Manifest;
  return {
    name: manifest.name,
    dir,
    dependencies: new Set(Object.keys(manifest.dependencies ?? {})),
    devDependencies: new Set(Object.keys(manifest.devDependencies ?? {})),
  };
}

function listSources(root: string, dir: string): string[] {
  return readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(dir, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listSources(root, path);
    const isSource = SOURCE.test(entry.name) && !/\.(gen|d)\.ts$/.test(entry.name);
    return isSource ? [path] : [];
  });
}

/** Reads every package and every source file that a person wrote. */
export function readWorkspace(root: string): Workspace {
  const packages = globSync(FOLDERS, { cwd: root })
    .filter((dir) => existsSync(join(root, dir, 'package.json')))
    .toSorted()
    .map((dir) => readPackage(root, dir));
  const sources = packages.flatMap(({ name, dir }) =>
    listSources(root, dir).map((path) => parseSource(root, path, name)),
  );
  return { root, packages, sources };
}
