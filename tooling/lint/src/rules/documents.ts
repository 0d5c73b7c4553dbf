import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../finding.ts';

const DOCUMENTS = [
  '*.md',
  'docs/**/*.md',
  '{apps,packages,tooling}/*/README.md',
  '{e2e,bench,deploy}/*.md',
];
const FROM_ROOT = /^(apps|packages|tooling|e2e|bench|docs|deploy|\.ci)\//;
const FROM_PACKAGE = /^(src|prisma)\//;
const MADE_LATER = /\/(generated|dist|node_modules)(\/|$)|\.gen\.ts$/;
const PLACEHOLDER = /[<>{}…$]|NNNN|\.\.\./;
const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /`([^`\s]+)`/g;

function* namedPaths(line: string): Generator<{ path: string; isLink: boolean }> {
  for (const [, path = ''] of line.matchAll(LINK)) {
    if (!/^([a-z]+:|#)/i.test(path)) yield { path: path.replace(/#.*$/, ''), isLink: true };
  }
  for (const [, path = ''] of line.matchAll(CODE)) {
    const plain = path.replace(/(:\d+)?[,;.]?$/, '');
    if (FROM_ROOT.test(plain) || FROM_PACKAGE.test(plain)) yield { path: plain, isLink: false };
  }
}

function exists(root: string, document: string, path: string, isLink: boolean): boolean {
  if (PLACEHOLDER.test(path) || MADE_LATER.test(path)) return true;
  const isLocal = isLink || (FROM_PACKAGE.test(path) && dirname(document) !== '.');
  const target = join(isLocal ? dirname(document) : '.', path);
  if (path.includes('*')) return globSync(target, { cwd: root }).length > 0;
  return existsSync(join(root, target));
}

/** Every path that a document names exists. */
export function checkDocuments(root: string): Finding[] {
  const exclude = (path: string) => path.includes('node_modules');
  return globSync(DOCUMENTS, { cwd: root, exclude }).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        [...namedPaths(line)]
          .filter(({ path, isLink }) => !exists(root, file, path, isLink))
          .map(({ path }) => ({
            rule: 'documents',
            file,
            line: index + 1,
            message: `names ${path}, which does not exist`,
          })),
      ),
  );
}
