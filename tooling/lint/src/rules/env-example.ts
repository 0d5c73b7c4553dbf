import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Visitor, parseSync } from 'oxc-parser';
import type { Finding } from '../finding.ts';

const rule = 'env-example';
const EXAMPLE = '.env.example';
const READERS = [
  'apps/*/src/env.ts',
  'packages/{core-trpc/src,core-db/src/cli}/env.ts',
  'tooling/scripts/src/env.ts',
];
const VARIABLE = /^[A-Z][A-Z0-9_]+$/;

/** Variables that the system sets for every process; nobody writes them into a file. */
const FROM_SYSTEM = new Set(['NODE_ENV', 'PATH', 'HOME', 'CI', 'NO_COLOR']);

/** Names of the variables that a file's schema declares: its upper-case property names. */
export function declaredVariables(path: string, text: string): Set<string> {
  const names = new Set<string>();
  new Visitor({
    Property(node) {
      if (node.key.type === 'Identifier' && VARIABLE.test(node.key.name)) names.add(node.key.name);
      if (node.key.type === 'Literal' && VARIABLE.test(String(node.key.value))) {
        names.add(String(node.key.value));
      }
    },
  }).visit(parseSync(path, text).program);
  return names;
}

/** Every variable that a program reads is in the example, and nothing else is. */
export function checkEnvExample(root: string): Finding[] {
  const read = new Map<string, string>();
  for (const file of globSync(READERS, { cwd: root }).toSorted()) {
    for (const name of declaredVariables(file, readFileSync(join(root, file), 'utf8'))) {
      if (!FROM_SYSTEM.has(name)) read.set(name, file);
    }
  }
  if (!existsSync(join(root, EXAMPLE))) {
    return [{ rule, file: EXAMPLE, line: 1, message: 'is missing' }];
  }
  const lines = readFileSync(join(root, EXAMPLE), 'utf8').split('\n');
  const shown = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const name = /^#?\s?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1];
    if (name !== undefined) shown.set(name, index + 1);
  }
  const missing = [...read].filter(([name]) => !shown.has(name));
  const unknown = [...shown].filter(([name]) => !read.has(name));
  return [
    ...missing.map(([name, file]) => ({
      rule,
      file,
      line: 1,
      message: `${name} is not in ${EXAMPLE}`,
    })),
    ...unknown.map(([name, line]) => ({
      rule,
      file: EXAMPLE,
      line,
      message: `nobody reads ${name}`,
    })),
  ];
}
