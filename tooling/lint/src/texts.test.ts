import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkDocuments } from './rules/documents.ts';
import { checkEnvExample } from './rules/env-example.ts';
import { checkPlaces } from './rules/places.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'texts-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('documents', () => {
  test('paths that exist, patterns with a match, links and placeholders pass', () => {
    write('packages/a/src/verb.ts', '');
    write('docs/picture.png', '');
    write('README.md', '![x](docs/picture.png) `packages/*/src` [web](https://example.org/a/b)');
    write('packages/a/README.md', '`src/verb.ts` [up](../../README.md#top) `packages/<name>/src`');
    expect(checkDocuments(root)).toEqual([]);
  });

  test('paths that do not exist are named', () => {
    write('ARCHITECTURE.md', 'line\nsee `apps/gone/src/a.ts`');
    write('packages/a/README.md', '`src/gone.ts`');
    write('docs/adr/0001-x.md', '[other](0002-y.md)');
    expect(
      checkDocuments(root)
        .map(({ file, line }) => `${file}:${line}`)
        .toSorted(),
    ).toEqual(['ARCHITECTURE.md:2', 'docs/adr/0001-x.md:1', 'packages/a/README.md:1']);
  });
});

describe('the example of the environment', () => {
  const schema =
    'export const envSchema = z.object({ API_PORT: z.string(), NODE_ENV: z.string() });';

  test('has every variable, set or commented out', () => {
    write('apps/api/src/env.ts', schema);
    write('.env.example', '# Port of the api\n# API_PORT=4000\n');
    expect(checkEnvExample(root)).toEqual([]);
  });

  test('a variable that is missing and one that nobody reads are named', () => {
    write('apps/api/src/env.ts', schema);
    write('.env.example', 'OLD_PORT=1\n');
    expect(checkEnvExample(root).map(({ message }) => message)).toEqual([
      'API_PORT is not in .env.example',
      'nobody reads OLD_PORT',
    ]);
  });

  test('a missing file is named', () => {
    expect(checkEnvExample(root)).toMatchObject([{ message: 'is missing' }]);
  });
});

describe('places', () => {
  const check = (text: string) => {
    write('a.yaml', text);
    return checkPlaces(root, ['a.yaml']).map(({ message }) => message);
  };

  test('hosts of package registries are named', () => {
    const host = ['registry', 'npmjs', 'org'].join('.');
    expect(check(`tarball: https://${host}/x.tgz`)).toHaveLength(1);
    expect(check('the package registry')).toEqual([]);
  });

  test('folders of this machine are named', () => {
    expect(check(`path: ${root}/x`)).toHaveLength(1);
    expect(check(`cd ${homedir()}`)).toHaveLength(1);
    expect(check('url: /users/ann')).toEqual([]);
  });
});
