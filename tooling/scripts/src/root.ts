import { delimiter, join, resolve } from 'node:path';

/** The folder of the workspace. */
export const root = resolve(import.meta.dirname, '../../..');

/** The search path with the workspace's own programs first. */
export function workspacePath(path: string | undefined): string {
  return [join(root, 'node_modules', '.bin'), path ?? ''].join(delimiter);
}

/** Has Node keep what it compiled for the next process: half of what a program of ours needs to start. */
export const compileCache = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node') };
