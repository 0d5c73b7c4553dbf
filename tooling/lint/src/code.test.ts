import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkCode } from './index.ts';

type Files = Record<string, string>;

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

function manifest(name: string, dependencies: string[], devDependencies: string[] = []): string {
  const toRecord = (names: string[]) => Object.fromEntries(names.map((item) => [item, '*']));
  return JSON.stringify({
    name: `@freehold/${name}`,
    dependencies: toRecord(dependencies),
    devDependencies: toRecord(devDependencies),
  });
}

const own = (...names: string[]) => names.map((name) => `@freehold/${name}`);

const manifests: Files = {
  'packages/core-contracts/package.json': manifest('core-contracts', ['zod']),
  'packages/core-db/package.json': manifest('core-db', own('core-contracts')),
  'packages/core-services/package.json': manifest(
    'core-services',
    own('core-contracts', 'core-db'),
  ),
  'packages/core-trpc/package.json': manifest('core-trpc', own('core-services')),
  'apps/api/package.json': manifest('api', own('core-services', 'core-db', 'core-trpc')),
  'apps/registration/package.json': manifest('registration', own('core-services'), own('api')),
  'apps/admin/package.json': manifest(
    'admin',
    own('core-contracts', 'core-trpc', 'core-services'),
    own('api'),
  ),
};

function check(files: Files): string[] {
  const root = mkdtempSync(join(tmpdir(), 'layers-'));
  roots.push(root);
  for (const [path, text] of Object.entries({ ...manifests, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkCode(root).map(({ rule, file, line }) => `${rule} ${file}:${line}`);
}

const contracts = 'packages/core-contracts/src/a.ts';
const services = 'packages/core-services/src/accounts/a.ts';
const screen = 'apps/admin/src/features/users/a.tsx';

describe('what is allowed stays silent', () => {
  test('a workspace that keeps to its layers', () => {
    const files = {
      [contracts]: "import { z } from 'zod';\nexport const a = z.string();",
      'packages/core-db/src/index.ts':
        "import { a } from '@freehold/core-contracts/a';\nexport { a };",
      [services]: "import { a } from '@freehold/core-db';\nexport const b = a;",
      'apps/api/src/router.ts':
        "import { b } from '@freehold/core-services/accounts/a';\nexport type R = typeof b;",
      'apps/api/src/env.ts': 'export const env = process.env;',
      'apps/api/src/start.ts': "import { p } from '@freehold/core-db/privileged';\nexport { p };",
      'apps/api/src/claim.ts':
        "import type { P } from '@freehold/core-db/privileged';\nexport type Q = P;",
      'apps/registration/src/api.ts':
        "import type { R } from '@freehold/api/router';\nexport type S = R;",
      'packages/core-trpc/src/client.ts':
        "import type { X } from '@trpc/server';\nexport type Y = X;",
      [screen]:
        "import type { R } from '@freehold/api/router';\nimport { c } from '@freehold/core-trpc/client';\nexport const d: R = c;",
      'apps/admin/src/routes/_console.users.$id.tsx':
        "import { d } from '../features/users/a.tsx';\nexport { d };",
      'packages/core-db/src/a.test.ts':
        "import { x } from './testing/x.ts';\nprocess.env['A'] = x;",
      'packages/core-db/src/testing/x.ts': 'export const x = "";',
    };
    expect(check(files)).toEqual([]);
  });
});

describe('what is not allowed is named with its line', () => {
  const cases: [string, Files, string][] = [
    [
      'contracts importing anything but zod',
      { [contracts]: "import pino from 'pino';\nexport { pino };" },
      `layers ${contracts}:1`,
    ],
    [
      'the database importing services',
      {
        'packages/core-db/package.json': manifest('core-db', own('core-services')),
        'packages/core-db/src/a.ts': "import { b } from '@freehold/core-services/accounts/a';",
      },
      'layers packages/core-db/src/a.ts:1',
    ],
    [
      'services knowing Hono',
      { [services]: "export const a = 1;\nimport { Hono } from 'hono';\nnew Hono();" },
      `layers ${services}:2`,
    ],
    [
      'services loading React late',
      { [services]: "export const load = () => import('react');" },
      `layers ${services}:1`,
    ],
    [
      'services re-exporting from tRPC',
      { [services]: "export { initTRPC } from '@trpc/server';" },
      `layers ${services}:1`,
    ],
    [
      'a screen importing a service',
      { [screen]: "import { b } from '@freehold/core-services/accounts/a';" },
      `layers ${screen}:1`,
    ],
    [
      'a screen importing the code of a router',
      { [screen]: "import { router } from '@freehold/api/router';" },
      `layers ${screen}:1`,
    ],
    [
      'a screen importing more of the procedures than the client',
      { [screen]: "import { x } from '@freehold/core-trpc/context';" },
      `layers ${screen}:1`,
    ],
    [
      'the registration service importing the code of the api',
      { 'apps/registration/src/a.ts': "import { router } from '@freehold/api/router';" },
      'layers apps/registration/src/a.ts:1',
    ],
    [
      'a package that is in no layer',
      {
        'packages/extra/package.json': manifest('extra', []),
        'packages/extra/src/a.ts': 'export const a = 1;',
      },
      'layers packages/extra/src/a.ts:1',
    ],
    [
      'an import that is not declared',
      { 'apps/registration/src/a.ts': "import { a } from '@freehold/core-db';" },
      'declared apps/registration/src/a.ts:1',
    ],
    [
      'a path out of the package',
      { 'apps/api/src/a.ts': "import { a } from '../../../packages/core-db/src/index.ts';" },
      'declared apps/api/src/a.ts:1',
    ],
    [
      'two files that import each other, types included',
      {
        'packages/core-db/src/a.ts': "import { b } from './b.ts';\nexport const a = b;",
        'packages/core-db/src/b.ts':
          "import type { a } from './a.ts';\nexport const b: typeof a = 1;",
      },
      'cycles packages/core-db/src/a.ts:1',
    ],
    [
      'two packages that import each other',
      {
        'packages/core-db/src/a.ts': "import { a } from '@freehold/core-contracts/a';",
        [contracts]: "import { b } from '@freehold/core-db';",
      },
      'cycles packages/core-contracts/package.json:1',
    ],
    [
      'the environment read outside of env.ts',
      { 'apps/api/src/server.ts': 'export const port = process.env.PORT;' },
      'environment apps/api/src/server.ts:1',
    ],
    [
      'the privileged client in a router',
      { 'apps/api/src/routers/a.ts': "import { p } from '@freehold/core-db/privileged';" },
      'guarded apps/api/src/routers/a.ts:1',
    ],
    [
      'the privileged client reached from inside the database package',
      {
        'packages/core-db/src/privileged.ts': 'export const p = 1;',
        'packages/core-db/src/client/a.ts': "import { p } from '../privileged.ts';",
      },
      'guarded packages/core-db/src/client/a.ts:1',
    ],
    [
      'a test helper in the application',
      { 'apps/api/src/a.ts': "import { t } from '@freehold/core-db/testing';" },
      'guarded apps/api/src/a.ts:1',
    ],
    [
      'a feature importing another feature',
      { [screen]: "import { x } from '../approvals/x.ts';" },
      `screens ${screen}:1`,
    ],
    [
      'a component importing a feature',
      { 'apps/admin/src/components/a.tsx': "import { x } from '../features/users/a.tsx';" },
      'screens apps/admin/src/components/a.tsx:1',
    ],
    ['export *', { [contracts]: "export * from './b.ts';" }, `syntax ${contracts}:1`],
    ['an enum', { [contracts]: 'enum A { B }\nexport type C = A;' }, `syntax ${contracts}:1`],
    [
      'a name in camelCase',
      { 'apps/api/src/myFile.ts': 'export const a = 1;' },
      'syntax apps/api/src/myFile.ts:1',
    ],
    [
      'a package called utils',
      { 'packages/utils/package.json': manifest('utils', []) },
      'names packages/utils/package.json:1',
    ],
  ];

  test.each(cases)('%s', (_name, files, expected) => {
    expect(check(files)).toContain(expected);
  });
});
