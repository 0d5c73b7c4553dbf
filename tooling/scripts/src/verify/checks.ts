import { existsSync, globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { checkCode, checkTexts, formatFinding } from '@freehold/lint';
import type { Finding } from '@freehold/lint';
import { runCommand } from '../command.ts';
import { inParallel } from '../parallel.ts';
import { root } from '../root.ts';

export type Outcome = { name: string; problems: string; durationMs: number };
export type Check = { name: string; run: () => Promise<string> };

const PACKAGES = ['apps/*', 'packages/*', 'tooling/*', 'e2e', 'bench'];

function listFindings(find: () => Finding[]): string {
  return find().map(formatFinding).join('\n');
}

async function outputOnFailure(program: string, args: readonly string[]): Promise<string> {
  const { code, output } = await runCommand({ program, args });
  return code === 0 ? '' : output.trim() || `${program} ended with ${code}`;
}

async function checkTypes(): Promise<string> {
  const folders = globSync(PACKAGES, { cwd: root })
    .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
    .toSorted();
  const tasks = folders.map((folder) => async () => {
    const isEmpty = globSync(`${folder}/**/*.{ts,tsx}`, {
      cwd: root,
      exclude: (path) => path.includes('node_modules'),
    });
    if (isEmpty.length === 0) return '';
    const result = await runCommand({ program: 'tsc', args: ['--noEmit', '-p', folder] });
    return result.code === 0 ? '' : result.output.trim();
  });
  const outputs = await inParallel(availableParallelism(), tasks);
  // A package is read again by each that imports it, and its mistakes with it.
  return [...new Set(outputs.flatMap((output) => output.split('\n')))].join('\n').trim();
}

const checkMigrations = 'packages/core-db/src/cli/main.ts';

export const checks: readonly Check[] = [
  { name: 'layers', run: async () => listFindings(() => checkCode(root)) },
  { name: 'documents', run: async () => listFindings(() => checkTexts(root)) },
  { name: 'format', run: () => outputOnFailure('oxfmt', ['--check', '.']) },
  { name: 'types', run: checkTypes },
  { name: 'lint', run: () => outputOnFailure('oxlint', ['--quiet']) },
  { name: 'migrations', run: () => outputOnFailure('node', [checkMigrations, 'check-unsafe']) },
];
