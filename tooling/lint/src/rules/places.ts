import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding } from '../finding.ts';

const BINARY = /\.(png|jpe?g|webp|woff2?|ico|pdf|gz)$/;

// Written in pieces, so that this file does not name what it forbids.
const HOSTS = [
  ['registry', '[a-z0-9-]+', '[a-z]{2,}'],
  ['npm', 'pkg', 'github'],
  ['pkg', 'dev'],
].map((parts) => parts.join('\\.'));
const REGISTRY = new RegExp(`\\b(${HOSTS.join('|')})`, 'i');
const BEFORE = '(^|[\\s\'"`=:(,])';
const AFTER = '(?=[/\\s\'"`),;]|$)';

/** Folders that exist on every machine and say nothing about one. */
const EVERYWHERE = new Set([
  '/',
  '.',
  '/app',
  '/builds',
  '/home',
  '/mnt',
  '/opt',
  '/srv',
  '/tmp',
  '/var',
]);
/** Paths there are those of an image. */
const IN_IMAGES = /^deploy\//;

function machinePaths(root: string): RegExp {
  const folders = [root, dirname(root), homedir()].filter((path) => !EVERYWHERE.has(path));
  const escaped = folders.map((path) => path.replaceAll(/[^\w/]/g, '\\$&'));
  return new RegExp(`${BEFORE}(${escaped.join('|')})${AFTER}`);
}

function listTracked(root: string): string[] {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], options)
    .split('\0')
    .filter((path) => path !== '' && !BINARY.test(path));
}

/** No file names the host of a package registry or a folder of the machine it was written on. */
export function checkPlaces(root: string, files: readonly string[] = listTracked(root)): Finding[] {
  const paths = machinePaths(root);
  return files.flatMap((file) => {
    let lines: string[];
    try {
      lines = readFileSync(join(root, file), 'utf8').split('\n');
    } catch {
      return [];
    }
    return lines.flatMap((text, index) => {
      const at = { rule: 'places', file, line: index + 1 };
      if (REGISTRY.test(text)) return [{ ...at, message: 'names the host of a package registry' }];
      const isOfMachine = !IN_IMAGES.test(file) && paths.test(text);
      return isOfMachine ? [{ ...at, message: 'names a folder of one machine' }] : [];
    });
  });
}
