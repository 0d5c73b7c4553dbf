import { delimiter, join, resolve } from 'node:path';

/** The folder of the workspace. */
export const root = resolve(import.meta.dirname, '../../..');

/** The search path with the workspace's own programs first. */
export function workspacePath(path: string | undefined): string {
  return [join(root, 'node_modules', '.bin'), path ?? ''].join(delimiter);
}
