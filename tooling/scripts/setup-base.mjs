import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const STACK_LINE = /^(npm error)?\s+at /;

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What a person can act on; shown without a stack. */
export class SetupError extends Error {}

export function say(text) {
  process.stdout.write(`${text}\n`);
}

export function seconds(startedMs) {
  return `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;
}

/** Hash over names and contents of files below the root; a missing file counts as such. */
export function hashFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const file = join(root, path);
    hash.update(`${path}\0`).update(existsSync(file) ? readFileSync(file) : 'missing');
  }
  return hash.digest('hex');
}

/** Files below a folder of the workspace, sorted, as paths from the root. */
export function listFiles(folder) {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();
}

/** The last lines of a command's output that carry something. */
export function relevantTail(output, count = 25) {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !STACK_LINE.test(line));
  return lines.slice(-count).join('\n');
}
